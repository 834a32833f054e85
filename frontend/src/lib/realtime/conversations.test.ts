import { beforeEach, describe, expect, it } from 'vitest'

import { createQueryClient } from '@/lib/api/client'
import { conversationsQuery, keys, type InboxView } from '@/lib/api/queries'
import type { Conversation } from '@/lib/api/types'
import { summaryOf } from '@/lib/lead-summary'

import { lead, me, message, turn } from '@tests/samples'
import { mergeEvents } from './merge'

const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, '0')}:00.000Z`
const conversation = (id: string, minute: number): Conversation => ({
  lead: summaryOf(lead({ id })),
  chat: turn({ lead_id: id }),
  last_at: at(minute),
  last_message: null,
})

describe('lists after a pause', () => {
  it('are asked for again as far as that takes a moment', () => {
    const client = createQueryClient()
    const page = (number: number) => ({ items: [], next_cursor: String(number) })
    const numbers = Array.from({ length: 200 }, (_, number) => number)
    client.setQueryData(keys.conversations({ view: 'all' }), { pages: numbers.map(page), pageParams: numbers })
    mergeEvents(client, [{ id: 's', type: 'snapshot', time: '', tenant: 't', bot: null, data: { bots: [], counters: { leads_by_status: {} } } }])
    const known = client.getQueryData<{ pages: unknown[]; pageParams: unknown[] }>(keys.conversations({ view: 'all' }))
    expect([known?.pages.length, known?.pageParams.length]).toEqual([10, 10])
  })
})

describe('conversations by events', () => {
  let client = createQueryClient()
  const ids = (view: InboxView) => client.getQueryData(conversationsQuery({ view }).queryKey)?.pages.flatMap(({ items }) => items.map((one) => one.lead.id))
  const one = (id: string) => client.getQueryData(conversationsQuery({ view: 'all' }).queryKey)?.pages[0]?.items.find((each) => each.lead.id === id)
  const hear = (type: string, data: Record<string, unknown>) => mergeEvents(client, [{ id: crypto.randomUUID(), type, time: at(59), tenant: 't', bot: null, data }])

  beforeEach(() => {
    client = createQueryClient()
    client.setQueryData(keys.me, me())
    for (const view of ['mine', 'unassigned', 'all'] as const) {
      const items = view === 'mine' ? [] : [conversation('a', 20), conversation('b', 10)]
      client.setQueryData(conversationsQuery({ view }).queryKey, { pages: [{ items, next_cursor: null }], pageParams: [null] })
    }
  })

  it('moves the one with the newest message up, with its words', () => {
    hear('message.received', { message: message({ id: 'm-2', lead_id: 'b', text: 'Are  you\nthere?', created_at: at(30) }) })
    expect(ids('all')).toEqual(['b', 'a'])
    expect(one('b')?.last_message?.text).toBe('Are you there?')
  })

  it('lets a late status of an older message change nothing', () => {
    hear('message.received', { message: message({ id: 'm-2', lead_id: 'a', text: 'New', created_at: at(30) }) })
    hear('message.status', { message: message({ id: 'm-1', lead_id: 'a', text: 'Old', created_at: at(5) }) })
    expect(one('a')?.last_message?.text).toBe('New')
  })

  it('puts a lead that I took among mine, and out of the unassigned', () => {
    hear('lead.assigned', { lead: lead({ id: 'a', assigned_to: 'user-1', status: 'assigned', version: 2 }) })
    expect(ids('mine')).toEqual(['a'])
    expect(ids('unassigned')).toEqual(['b'])
    expect(ids('all')).toEqual(['a', 'b'])
  })

  it('forgets a lead that somebody else took, of which a vendor is told no more', () => {
    hear('lead.assigned', { lead: { id: 'a', bot_id: 'bot-1', assigned_to: 'user-9' } })
    expect(ids('all')).toEqual(['b'])
  })

  it('shows a new customer at once, and what is unread', () => {
    hear('lead.created', { lead: lead({ id: 'c', created_at: at(40) }) })
    hear('chat.turn', { chat: turn({ lead_id: 'c', unread: 2, waiting_since: at(40) }) })
    expect(ids('unassigned')).toEqual(['c', 'a', 'b'])
    expect(one('c')?.chat.unread).toBe(2)
  })
})
