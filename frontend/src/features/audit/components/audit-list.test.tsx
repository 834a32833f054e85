import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { AuditEntry } from '@/lib/api/workspace-types'
import { renderRouted } from '@tests/render-routed'
import { makeScrollable, placeOf, scroll } from '@tests/scrolling'
import { api, server } from '@tests/server'

import { auditQuery } from '../api/audit'
import { AuditList } from './audit-list'

const MANY = 10_000
const PAGE = 50
const PER_DAY = 20
const ROW = 112
const DAY_MS = 86_400_000
const KEY = auditQuery({}).queryKey

/** The newest one first, so many a day, each about noon. */
const entry = (at: number): AuditEntry => ({
  id: `entry-${at}`,
  at: new Date(new Date(2026, 0, 31, 12).getTime() - Math.floor(at / PER_DAY) * DAY_MS).toISOString(),
  actor: { kind: 'person', user_id: 'user-1', email: 'admin@example.com' },
  action: 'bot.updated',
  subject: { type: 'bot', id: `bot-${at}`, name: `Bot ${at}` },
  from: { address: null, agent: null },
  before: {},
  after: {},
})
const page = (at: number, of: number) => ({
  items: Array.from({ length: PAGE }, (_, row) => entry(at * PAGE + row)),
  next_cursor: (at + 1) * PAGE < of ? String(at + 1) : null,
})
const pages = Array.from({ length: MANY / PAGE }, (_, at) => page(at, MANY))
const onSubject = vi.fn()

const bots = [{ id: 'bot-1', name: 'Sample bot' }]

beforeEach(() => server.use(http.get(api('/bots'), () => HttpResponse.json({ items: bots, next_cursor: null }))))

const show = (...cached: typeof pages) =>
  renderRouted(() => <AuditList filter={{}} actors={[]} onSubject={onSubject} />, {
    prepare: (client) => (cached.length > 0 ? client.setQueryData(KEY, { pages: cached, pageParams: cached.map(() => null) }) : undefined),
  })
const list = () => screen.findByRole('list', { name: 'Audit log' })
const row = (name: string) => screen.getByText(name).closest('li') as HTMLElement

describe('an audit log of 10,000 entries', () => {
  beforeEach(makeScrollable)
  // What is in the cache is all there is.
  beforeEach(() => server.use(http.get(api('/audit'), () => delay('infinite'))))

  it('has no more of them in the page than fit, below the names of their days', async () => {
    await show(...pages)
    const rows = within(await list())
    expect(rows.getAllByRole('listitem').length).toBeLessThan(60)
    expect(within(row('Bot 0')).getByRole('heading', { level: 2 })).toHaveTextContent('31')
    expect(within(row('Bot 1')).queryByRole('heading')).not.toBeInTheDocument()
    expect(row('Bot 0')).toHaveAttribute('aria-setsize', String(MANY))
  })

  it('leads to the last one, which leads to what else is about the same', async () => {
    await show(...pages)
    await list()
    scroll(Number.MAX_SAFE_INTEGER)
    await userEvent.click(within(row(`Bot ${MANY - 1}`)).getByRole('button', { name: 'Only entries about this' }))
    expect(onSubject).toHaveBeenCalledWith(`bot-${MANY - 1}`)
    expect(screen.getByText('This is the beginning of the log.')).toBeInTheDocument()
  })

  it('stays where one reads when something happens', async () => {
    const { client } = await show(...pages)
    await list()
    scroll(ROW * 5_010)
    const place = placeOf(row('Bot 5010'))
    const [first, ...rest] = pages
    const newer = { ...entry(0), id: 'newer', subject: { type: 'bot', id: 'newer', name: 'Newer bot' } }
    client.setQueryData(KEY, { pages: [{ items: [newer, ...(first?.items ?? [])], next_cursor: '1' }, ...rest], pageParams: pages.map(() => null) })
    await waitFor(() => expect(row('Bot 5010')).toHaveAttribute('data-index', '5011'))
    expect(placeOf(row('Bot 5010'))).toBe(place)
  })
})

describe('a log that comes a page at a time', () => {
  beforeEach(makeScrollable)

  it('goes on as one scrolls, in the same day, to its beginning', async () => {
    server.use(http.get(api('/audit'), ({ request }) => HttpResponse.json(page(Number(new URL(request.url).searchParams.get('cursor') ?? 0), 2 * PAGE))))
    await show()
    await list()
    expect(screen.queryByText('This is the beginning of the log.')).not.toBeInTheDocument()
    scroll(Number.MAX_SAFE_INTEGER)
    await waitFor(() => expect(row(`Bot ${PAGE - 1}`)).toHaveAttribute('aria-setsize', String(2 * PAGE)))
    // Its day goes on in the next page.
    expect(within(row(`Bot ${PAGE}`)).queryByRole('heading')).not.toBeInTheDocument()
    scroll(Number.MAX_SAFE_INTEGER)
    expect(row(`Bot ${2 * PAGE - 1}`)).toBeInTheDocument()
    expect(screen.getByText('This is the beginning of the log.')).toBeInTheDocument()
  })
})

describe('what changed', () => {
  it('is told in words, value by value', async () => {
    const when = { kind: 'weekly', days: ['mon', 'fri'], time: '22:00' }
    const made = { ...entry(0), action: 'schedule.created', subject: { type: 'schedule', id: '01A', name: null }, after: { id: '01A', bot_id: 'bot-1', action: 'pause', when } }
    server.use(http.get(api('/audit'), () => HttpResponse.json({ items: [made], next_cursor: null })))
    await show()
    const entries = within(await list())
    expect(await entries.findByText('Sample bot')).toBeInTheDocument()
    expect(entries.getByText('When › Days')).toBeInTheDocument()
    expect(entries.getByText('Mon, Fri')).toBeInTheDocument()
    expect(entries.getByText('every week')).toBeInTheDocument()
    expect(entries.queryByText('01A')).not.toBeInTheDocument()
  })
})
