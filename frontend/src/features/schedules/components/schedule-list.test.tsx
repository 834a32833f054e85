import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import { renderRouted } from '@tests/render-routed'
import { bot, me } from '@tests/samples'
import { makeScrollable, placeOf, scroll } from '@tests/scrolling'
import { api, server } from '@tests/server'

import { schedulesQuery } from '../api/schedules'
import type { Schedule } from '../types'
import { Schedules } from './schedules'

const MANY = 10_000
const PAGE = 50
const ROW = 92
const KEY = schedulesQuery({ live: true }).queryKey
const editor = me({ role: 'editor', powers: ['bots.read', 'schedules.read', 'schedules.write'] })

const schedule = (at: number): Schedule => ({
  id: `schedule-${at}`,
  bot_id: 'bot-1',
  action: 'send_message',
  lead_id: null,
  text: `Message ${at}`,
  when: { kind: 'weekly', days: ['mon', 'fri'], time: '09:00' },
  time_zone: 'America/Recife',
  state: 'pending',
  next_at: '2026-01-02T12:00:00.000Z',
  last: null,
  created_by: 'user-1',
  created_at: '2026-01-01T09:00:00.000Z',
  updated_at: '2026-01-01T09:00:00.000Z',
  version: 2,
})
const page = (at: number, of: number) => ({
  items: Array.from({ length: PAGE }, (_, row) => schedule(at * PAGE + row)),
  next_cursor: (at + 1) * PAGE < of ? String(at + 1) : null,
})
const pages = Array.from({ length: MANY / PAGE }, (_, at) => page(at, MANY))

const show = (...cached: typeof pages) =>
  renderRouted(() => <Schedules bots={[bot()]} />, {
    as: editor,
    prepare: (client) => (cached.length > 0 ? client.setQueryData(KEY, { pages: cached, pageParams: cached.map(() => null) }) : undefined),
  })
const list = () => screen.findByRole('list', { name: 'Schedules' })
const row = (text: string) => screen.getByText(`“${text}”`).closest('li') as HTMLElement

describe('a list of 10,000 schedules', () => {
  beforeEach(makeScrollable)
  beforeEach(() =>
    server.use(
      http.get(api('/directory'), () => HttpResponse.json({ people: [], bots: [] })),
      // What is in the cache is all there is.
      http.get(api('/schedules'), () => delay('infinite')),
    ),
  )

  it('has no more of them in the page than fit', async () => {
    await show(...pages)
    expect(within(await list()).getAllByRole('listitem').length).toBeLessThan(60)
    expect(row('Message 0')).toHaveAttribute('aria-setsize', String(MANY))
  })

  it('leads to the last one, whose history can be opened', async () => {
    server.use(
      http.get(api(`/schedules/schedule-${MANY - 1}`), () => HttpResponse.json(schedule(MANY - 1))),
      http.get(api(`/schedules/schedule-${MANY - 1}/runs`), () => HttpResponse.json({ items: [], next_cursor: null })),
    )
    await show(...pages)
    await list()
    scroll(Number.MAX_SAFE_INTEGER)
    await userEvent.click(within(row(`Message ${MANY - 1}`)).getByRole('button'))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'History' }))
    expect(await screen.findByRole('dialog', { name: 'History' })).toBeInTheDocument()
  })

  it('stays where one reads when a new one comes first', async () => {
    const { client } = await show(...pages)
    await list()
    scroll(ROW * 5_000)
    const place = placeOf(row('Message 5000'))
    const [first, ...rest] = pages
    client.setQueryData(KEY, { pages: [{ items: [schedule(MANY), ...(first?.items ?? [])], next_cursor: '1' }, ...rest], pageParams: pages.map(() => null) })
    await waitFor(() => expect(row('Message 5000')).toHaveAttribute('aria-setsize', String(MANY + 1)))
    expect(placeOf(row('Message 5000'))).toBe(place)
  })
})

describe('schedules that come a page at a time', () => {
  beforeEach(makeScrollable)

  it('come as one scrolls, and say when they do not', async () => {
    let works = false
    const answer = (at: number) => (at === 0 || works ? HttpResponse.json(page(at, 2 * PAGE)) : HttpResponse.json({ code: 'unexpected' }, { status: 500 }))
    server.use(
      http.get(api('/directory'), () => HttpResponse.json({ people: [], bots: [] })),
      http.get(api('/schedules'), ({ request }) => answer(Number(new URL(request.url).searchParams.get('cursor') ?? 0))),
    )
    await show()
    await list()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    scroll(Number.MAX_SAFE_INTEGER)
    expect(await screen.findByRole('alert')).toHaveTextContent('The schedules could not be loaded')
    works = true
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(row(`Message ${PAGE - 1}`)).toHaveAttribute('aria-setsize', String(2 * PAGE)))
    scroll(Number.MAX_SAFE_INTEGER)
    expect(row(`Message ${2 * PAGE - 1}`)).toBeInTheDocument()
  })
})
