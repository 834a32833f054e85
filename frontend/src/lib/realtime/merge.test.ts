import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, it } from 'vitest'

import { keys } from '@/lib/api/queries'
import type { BotWithSession, EventEnvelope, Lead, LeadWithChat, Message } from '@/lib/api/types'

import { bot, lead, leadWithChat, me, message, session } from '@tests/samples'
import { mergeEvents, placeLead, placeMessage } from './merge'

const event = (type: string, data: object): EventEnvelope => ({
  id: Math.random().toString(),
  type,
  time: '2026-01-01T10:00:00.000Z',
  tenant: 't',
  bot: 'bot-1',
  data: data as Record<string, unknown>,
})

const page = (...items: Lead[]) => ({ pages: [{ items, next_cursor: null }], pageParams: [null] })
const ids = (pages: ReturnType<typeof page>) => pages.pages.flatMap(({ items }) => items.map(({ id }) => id))

describe('mergeEvents', () => {
  let client: QueryClient
  beforeEach(() => {
    client = new QueryClient()
    client.setQueryData(keys.bots, [bot()])
  })
  const bots = () => client.getQueryData<BotWithSession[]>(keys.bots) ?? []

  it('asks for one’s own powers again when one’s membership changes, and for nobody else’s', () => {
    client.setQueryData(keys.me, me())
    mergeEvents(client, [event('member.updated', { member: { user_id: 'somebody' } })])
    expect(client.getQueryState(keys.me)?.isInvalidated).toBe(false)
    mergeEvents(client, [event('member.updated', { member: { user_id: 'user-1' } })])
    expect(client.getQueryState(keys.me)?.isInvalidated).toBe(true)
  })

  it('shows a new code of a bot', () => {
    mergeEvents(client, [event('session.qr', { session: session({ qr: 'next', qr_at: '2026-01-01T10:00:20.000Z' }) })])
    expect(bots()[0]?.session.qr).toBe('next')
  })

  it('does not go back to an older state of a session', () => {
    mergeEvents(client, [
      event('session.status', { session: session({ status: 'WORKING', qr: null, since: '2026-01-01T10:01:00.000Z' }) }),
      event('session.status', { session: session({ status: 'STARTING', qr: null, since: '2026-01-01T10:00:30.000Z' }) }),
    ])
    expect(bots()[0]?.session.status).toBe('WORKING')
  })

  it('keeps the session of a bot whose settings changed, and drops a bot that was deleted', () => {
    const settings: Partial<BotWithSession> = bot({ name: 'Renamed', version: 2 })
    delete settings.session
    mergeEvents(client, [event('bot.updated', { bot: settings })])
    expect(bots()[0]).toMatchObject({ name: 'Renamed', session: { qr: 'a-code' } })
    mergeEvents(client, [event('bot.updated', { bot: { id: 'bot-1' }, deleted: true })])
    expect(bots()).toEqual([])
  })

  it('takes the leads of a bot that was deleted away with it, and no others', () => {
    client.setQueryData(keys.lead('lead-1'), leadWithChat())
    client.setQueryData(keys.lead('lead-2'), leadWithChat({ id: 'lead-2', bot_id: 'bot-2' }))
    for (const list of [keys.leads({}), keys.conversations({ view: 'all' })]) client.setQueryData(list, page(lead()))
    mergeEvents(client, [event('bot.updated', { bot: { id: 'bot-1' }, deleted: true })])
    expect(client.getQueryData(keys.lead('lead-1'))).toBeUndefined()
    expect(client.getQueryData(keys.lead('lead-2'))).toBeDefined()
    for (const list of [keys.leads({}), keys.conversations({ view: 'all' })]) {
      expect(client.getQueryState(list)?.isInvalidated).toBe(true)
    }
  })

  it('updates a lead that is open, and keeps its chat', () => {
    client.setQueryData(keys.lead('lead-1'), leadWithChat())
    mergeEvents(client, [event('lead.qualified', { lead: lead({ status: 'qualified', version: 2 }) })])
    expect(client.getQueryData<LeadWithChat>(keys.lead('lead-1'))).toMatchObject({ status: 'qualified', chat: { mode: 'bot' } })
  })

  it('takes away a lead that went to somebody else', () => {
    client.setQueryData(keys.leads({}), page(lead(), lead({ id: 'lead-2' })))
    mergeEvents(client, [event('lead.assigned', { lead: { id: 'lead-1', bot_id: 'bot-1', assigned_to: 'another' } })])
    expect(ids(client.getQueryData(keys.leads({})) ?? page())).toEqual(['lead-2'])
  })

  it('shows who answers a chat', () => {
    client.setQueryData(keys.lead('lead-1'), leadWithChat())
    mergeEvents(client, [event('chat.turn', { chat: { ...leadWithChat().chat, mode: 'human', by: 'phone' } })])
    expect(client.getQueryData<LeadWithChat>(keys.lead('lead-1'))?.chat).toMatchObject({ mode: 'human', by: 'phone' })
  })

  it('adds a message to a chat that is open, and only there', () => {
    client.setQueryData<Message[]>(keys.messages('lead-1'), [])
    mergeEvents(client, [event('message.received', { message: message() }), event('message.received', { message: message({ id: 'm-2', lead_id: 'lead-2' }) })])
    expect(client.getQueryData<Message[]>(keys.messages('lead-1'))).toHaveLength(1)
    expect(client.getQueryData(keys.messages('lead-2'))).toBeUndefined()
  })
})

describe('placeLead', () => {
  it('puts a new lead first, by the time of its making', () => {
    const list = page(lead({ id: 'old', created_at: '2026-01-01T09:00:00.000Z' }))
    expect(ids(placeLead(list, lead({ id: 'new', created_at: '2026-01-01T11:00:00.000Z' }), {}) as typeof list)).toEqual(['new', 'old'])
  })

  it('updates a lead where it stands, unless a newer version is known', () => {
    const list = page(lead({ id: 'a' }), lead({ id: 'b', version: 3 }))
    const updated = placeLead(list, lead({ id: 'b', version: 4, status: 'won' }), {}) as typeof list
    expect(ids(updated)).toEqual(['a', 'b'])
    expect(updated.pages[0]?.items[1]?.status).toBe('won')
    expect(placeLead(updated, lead({ id: 'b', version: 2, status: 'lost' }), {}).pages[0]?.items[1]?.status).toBe('won')
  })

  it('takes a lead out of a list whose filter excludes it now, and keeps strangers out', () => {
    const list = page(lead({ id: 'a' }))
    expect(ids(placeLead(list, lead({ id: 'a', version: 2, status: 'qualified' }), { status: 'capturing' }) as typeof list)).toEqual([])
    expect(ids(placeLead(list, lead({ id: 'b', bot_id: 'other' }), { bot_id: 'bot-1' }) as typeof list)).toEqual(['a'])
  })
})

describe('placeMessage', () => {
  it('keeps the order of the chat, whatever the order of arrival', () => {
    const chat = [message({ id: 'a', order: '1' }), message({ id: 'c', order: '3' })]
    expect(placeMessage(chat, message({ id: 'b', order: '2' })).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('never takes a status back, and collects the stages of all', () => {
    const read = message({ direction: 'out', sender: 'bot', status: 'read', life: [{ stage: 'read', at: 3 }] })
    const late = message({ direction: 'out', sender: 'bot', status: 'delivered', life: [{ stage: 'delivered', at: 2 }] })
    const [merged] = placeMessage([read], late)
    expect(merged?.status).toBe('read')
    expect(merged?.life.map(({ stage }) => stage).sort()).toEqual(['delivered', 'read'])
  })

  it('shows a placeholder’s text once it can be read', () => {
    const [upgraded] = placeMessage([message({ status: 'pending', text: null })], message({ status: 'received', text: 'Hello' }))
    expect(upgraded?.text).toBe('Hello')
  })
})
