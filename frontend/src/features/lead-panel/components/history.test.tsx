import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { act } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'

import { keys } from '@/lib/api/queries'
import type { LeadStep } from '@/lib/api/types'
import { mergeEvents } from '@/lib/realtime/merge'
import { renderRouted } from '@tests/render-routed'
import { leadWithChat, turn } from '@tests/samples'
import { api, server } from '@tests/server'

import { History } from './history'

let told: LeadStep[] = []
const step = (kind: LeadStep['kind'], change: Partial<LeadStep> = {}): LeadStep => ({
  id: `${kind}-${told.length}`,
  lead_id: 'lead-1',
  at: '2026-01-01T10:00:00.000Z',
  kind,
  by: null,
  before: {},
  after: {},
  ...change,
})
const bot = { id: 'bot-1', name: 'Shop', fields: [{ key: 'size', label: 'Shoe size' }], faq: [] }
const show = () =>
  renderRouted(() => <History lead={leadWithChat()} bot={bot} />, {
    prepare: (client) => client.setQueryData(keys.directory, { people: [{ id: 'v-2', name: 'Bruno Lima', sells: true }], bots: [bot] }),
  })
const lines = async () => (await screen.findAllByRole('listitem')).map((item) => item.textContent)

describe('the history of a lead', () => {
  beforeEach(() => {
    told = []
    server.use(http.get(api('/leads/lead-1/history'), () => HttpResponse.json({ items: told, next_cursor: null })))
  })

  it('says who did what, and what it was before', async () => {
    told = [
      step('closed', { by: 'user-1', after: { status: 'lost', reason: 'Too expensive' } }),
      step('noted', { by: 'v-2' }),
      step('corrected', { by: 'v-2', before: { name: 'Ana', email: 'a@example.com' }, after: { name: 'Ana Souza' } }),
      step('assigned', { by: 'user-1', after: { assigned_to: 'v-2' } }),
      step('unassigned', { by: 'user-1', before: { assigned_to: 'who-left' } }),
      step('assigned', { id: 'first', by: 'who-left', after: { assigned_to: 'who-left' } }),
    ]
    await show()
    const [closed, noted, corrected, given, from, taken] = await lines()
    expect(closed).toMatch(/^Lost, closed by You.*Too expensive/i)
    expect(noted).toContain('Note by Bruno Lima')
    expect(corrected).toMatch(/Corrected by Bruno Lima.*Name: Ana → Ana Souza.*E-mail: a@example.com → nothing/)
    expect(given).toMatch(/Given to Bruno Lima by You/i)
    expect(from).toMatch(/Taken from Somebody who has left by You/i)
    expect(taken).toContain('Taken by Somebody who has left')
  })

  it('tells what happened by itself', async () => {
    told = [
      step('handed_back', { by: 'timer' }),
      step('taken_over', { by: 'customer' }),
      step('taken_over', { id: 'phone', by: 'phone' }),
      step('qualified'),
      step('captured', { after: { size: '38', phone: '+5581999991234' } }),
      step('created'),
    ]
    await show()
    const [back, customer, phone, qualified, captured, created] = await lines()
    expect(back).toContain('Went back to the bot by itself')
    expect(customer).toContain('The customer asked for a person')
    expect(phone).toContain('somebody wrote on the phone')
    expect(qualified).toContain('Qualified')
    expect(captured).toMatch(/Noted by the bot.*Shoe size: 38/)
    expect(created).toContain('First message to Shop')
  })

  it('goes on to earlier steps', async () => {
    server.use(
      http.get(api('/leads/lead-1/history'), ({ request }) =>
        HttpResponse.json(new URL(request.url).searchParams.get('cursor') === 'more' ? { items: [step('created')], next_cursor: null } : { items: [step('reopened', { by: 'v-2' })], next_cursor: 'more' }),
      ),
    )
    await show()
    await userEvent.click(await screen.findByRole('button', { name: 'Show earlier steps' }))
    expect(await screen.findByText('First message to Shop')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Show earlier steps' })).not.toBeInTheDocument()
  })

  it('shows a new step as soon as it is told of', async () => {
    told = [step('created')]
    const { client } = await show()
    expect(await lines()).toHaveLength(1)
    told = [step('taken_over', { by: 'v-2' }), ...told]
    act(() => mergeEvents(client, [{ id: 'e', type: 'chat.turn', time: '2026-01-01T10:00:00.000Z', tenant: 't', bot: 'bot-1', data: { chat: turn() } }]))
    await waitFor(() => expect(within(screen.getByRole('list', { name: 'History' })).getAllByRole('listitem')).toHaveLength(2))
  })

  it('says when it can’t be loaded', async () => {
    server.use(http.get(api('/leads/lead-1/history'), () => new HttpResponse(null, { status: 500 })))
    await show()
    expect(await screen.findByText('The history could not be loaded')).toBeInTheDocument()
  })
})
