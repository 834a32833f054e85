import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { renderPage } from '@tests/render'
import { makeScrollable, placeOf, scroll } from '@tests/scrolling'

import type { Paging } from './more-rows'
import { VirtualList } from './virtual-list'

interface Thing {
  id: string
}

const ROW = 50
const things = (count: number, from = 0): Thing[] => Array.from({ length: count }, (_, at) => ({ id: `Thing ${from + at}` }))
const idOf = ({ id }: Thing) => id
const paging = (change: Partial<Paging> = {}): Paging => ({
  hasNextPage: true,
  isFetching: false,
  isFetchNextPageError: false,
  error: null,
  fetchNextPage: vi.fn(),
  ...change,
})

/** A list whose items the test may change. */
function show(first: Thing[], { query, label = 'Things' }: { query?: Paging; label?: string } = {}) {
  let change: (items: Thing[]) => void = () => undefined
  function Host() {
    const [items, setItems] = useState(first)
    change = setItems
    return (
      <VirtualList label={label} items={items} idOf={idOf} estimate={ROW} paging={query && { query, failed: 'No more things' }}>
        {({ id }) => <button type="button">{id}</button>}
      </VirtualList>
    )
  }
  renderPage(<Host />)
  return (items: Thing[]) => act(() => change(items))
}

const list = () => screen.getByRole('list', { name: 'Things' })
const row = (name: string) => {
  const found = within(list()).getByText(name).closest('li')
  if (!found) throw new Error(`no row of ${name}`)
  return found
}

describe('VirtualList', () => {
  beforeEach(makeScrollable)

  it('says how many there are, and where each stands', () => {
    show(things(10_000))
    expect(list()).toHaveStyle({ height: `${10_000 * ROW}px` })
    expect(row('Thing 3')).toHaveAttribute('aria-posinset', '4')
    expect(row('Thing 3')).toHaveAttribute('aria-setsize', '10000')
    expect(within(list()).getAllByRole('listitem').length).toBeLessThan(60)
  })

  it('leads to the last row', () => {
    show(things(10_000))
    scroll(10_000 * ROW)
    expect(row('Thing 9999')).toBeInTheDocument()
    expect(placeOf(row('Thing 9999'))).toBe(window.innerHeight - ROW)
    expect(screen.queryByText('Thing 0')).not.toBeInTheDocument()
  })

  it('keeps what one reads in its place when something comes above it, or goes', () => {
    const change = show(things(10_000))
    scroll(5_000 * ROW + 20)
    const place = placeOf(row('Thing 5000'))
    change([...things(3, 20_000), ...things(10_000)])
    expect(placeOf(row('Thing 5000'))).toBe(place)
    change(things(9_990, 10))
    expect(placeOf(row('Thing 5000'))).toBe(place)
  })

  it('shows what is new at its beginning while that is in sight', () => {
    const change = show(things(10_000))
    change([...things(1, 20_000), ...things(10_000)])
    expect(window.scrollY).toBe(0)
    expect(placeOf(row('Thing 20000'))).toBe(0)
  })

  it('remembers how high its rows were for whoever comes back to another part of it', () => {
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(ROW + 30)
    const beyond = (label: string) => {
      show(things(10_000), { label })
      return Number.parseFloat(screen.getByRole('list', { name: label }).style.height) - 10_000 * ROW
    }
    const begun = beyond('Known things')
    scroll(5_000 * ROW)
    cleanup()
    const unknown = beyond('Other things')
    cleanup()
    expect(begun).toBeGreaterThan(0)
    expect(beyond('Known things')).toBe(begun + unknown)
  })

  it('keeps the focus where it was, however far one scrolls', async () => {
    show(things(10_000))
    await userEvent.click(screen.getByRole('button', { name: 'Thing 2' }))
    scroll(8_000 * ROW)
    expect(screen.getByRole('button', { name: 'Thing 2' })).toHaveFocus()
    expect(within(list()).getAllByRole('listitem').map((item) => Number(item.dataset.index))).toEqual([2, ...range(8_000 - 12, 8_000 + 27)])
    await userEvent.click(screen.getByRole('button', { name: 'Thing 8000' }))
    expect(screen.queryByRole('button', { name: 'Thing 2' })).not.toBeInTheDocument()
  })

  it('goes from row to row by the keyboard', async () => {
    show(things(10_000))
    screen.getByRole('button', { name: 'Thing 0' }).focus()
    for (let presses = 0; presses < 5; presses += 1) await userEvent.tab()
    expect(screen.getByRole('button', { name: 'Thing 5' })).toHaveFocus()
  })
})

describe('a list that comes a page at a time', () => {
  beforeEach(makeScrollable)

  it('asks for the next page near its end, not before', () => {
    const query = paging()
    show(things(100), { query })
    expect(row('Thing 3')).toHaveAttribute('aria-setsize', '-1')
    expect(query.fetchNextPage).not.toHaveBeenCalled()
    scroll(100 * ROW)
    expect(query.fetchNextPage).toHaveBeenCalledTimes(1)
    expect(screen.getByRole('status')).toHaveTextContent('Loading more')
  })

  it('goes on behind a page that is empty', () => {
    const query = paging()
    show([], { query })
    expect(query.fetchNextPage).toHaveBeenCalledTimes(1)
  })

  it('does not ask while an answer is on its way, nor when there is no more', () => {
    const [busy, done] = [paging({ isFetching: true }), paging({ hasNextPage: false })]
    show(things(5), { query: busy })
    expect(busy.fetchNextPage).not.toHaveBeenCalled()
    show(things(5), { query: done })
    expect(done.fetchNextPage).not.toHaveBeenCalled()
  })

  it('says that a page did not come, and tries again when asked', async () => {
    const query = paging({ isFetchNextPageError: true, error: new Error('lost') })
    show(things(5), { query })
    expect(query.fetchNextPage).not.toHaveBeenCalled()
    expect(screen.getByRole('alert')).toHaveTextContent('No more things')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(query.fetchNextPage).toHaveBeenCalledTimes(1))
  })
})

/** The numbers from the first to the last one. */
function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
