import { screen, waitFor, within } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { keys, type InboxFilter } from '@/lib/api/queries'
import type { Conversation } from '@/lib/api/types'
import { summaryOf } from '@/lib/lead-summary'
import { mergeTyping } from '@/lib/realtime/typing'
import { lead, turn } from '@tests/samples'
import { renderRouted } from '@tests/render-routed'
import { api, server } from '@tests/server'

import { ConversationList } from './conversation-list'
import { ROW_HEIGHT } from './conversation-row'

const ALL: InboxFilter = { view: 'all' }
const PAGE = 50
const SCREEN_PX = 800

const conversation = (number: number): Conversation => ({
  lead: summaryOf(lead({ id: `lead-${number}`, push_name: `Customer ${number}` })),
  chat: turn({ lead_id: `lead-${number}`, unread: number === 0 ? 3 : 0, waiting_since: number === 1 ? new Date(Date.now() - 5 * 60_000).toISOString() : null }),
  last_at: '2026-01-01T10:00:00.000Z',
  last_message: null,
})
const pages = (count: number) =>
  Array.from({ length: count / PAGE }, (_, page) => ({
    items: Array.from({ length: PAGE }, (_, row) => conversation(page * PAGE + row)),
    next_cursor: (page + 1) * PAGE < count ? String(page + 1) : null,
  }))

describe('ConversationList', () => {
  beforeEach(() => {
    // jsdom has no layout: a screen full of rows.
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(SCREEN_PX)
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(320)
    server.use(
      http.get(api('/directory'), () => HttpResponse.json({ people: [], bots: [] })),
      // What is in the cache is all there is.
      http.get(api('/conversations'), () => delay('infinite')),
    )
  })
  afterEach(() => vi.restoreAllMocks())

  it('puts no more of 10,000 conversations into the page than fit', async () => {
    await renderRouted(() => <ConversationList filter={ALL} selected={undefined} empty={null} />, {
      prepare: (client) => client.setQueryData(keys.conversations(ALL), { pages: pages(10_000), pageParams: [] }),
    })
    const list = await screen.findByRole('list', { name: 'Conversations' })
    await waitFor(() => expect(within(list).getByText('Customer 0')).toBeInTheDocument())
    const rows = [...list.children]
    expect(rows.length).toBeLessThan(30)
    expect(rows[0]).toHaveAttribute('aria-setsize', '10000')
    expect(list).toHaveStyle({ height: `${10_000 * ROW_HEIGHT}px` })
  })
  it('says what is unread, who waits, and who types', async () => {
    const { client } = await renderRouted(() => <ConversationList filter={ALL} selected={undefined} empty={null} />, {
      prepare: (cache) => cache.setQueryData(keys.conversations(ALL), { pages: pages(PAGE), pageParams: [] }),
    })
    const list = await screen.findByRole('list', { name: 'Conversations' })
    expect(await within(list).findByText('3 unread messages')).toBeInTheDocument()
    expect(within(list).getByText('waits 5m')).toBeInTheDocument()
    mergeTyping(client, { lead_id: 'lead-2', who: 'customer', state: 'composing' })
    expect(await within(list).findByText('typing…')).toBeInTheDocument()
  })
})
