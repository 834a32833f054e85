import { defaultRangeExtractor, measureElement, useWindowVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

import { cn } from '@/lib/cn'
import { useDocumentTop } from '@/lib/use-document-top'

import { MoreRows, useMoreRows, type Paging } from './more-rows'

/** So many rows beyond the screen are kept ready, and so near to the end the next page is asked for. */
const AHEAD = 12

/** How high the rows of each list were when it was last left, by its label, so that whoever comes back finds the page as long as it was. */
const heights = new Map<string, VirtualItem[]>()

interface VirtualListProps<T> {
  label: string
  items: T[]
  /** What tells the items apart, whatever their place. The function must be the same at each render. */
  idOf: (item: T) => string
  /** The height that a row mostly has, in pixels; each is measured once it is there. */
  estimate: number
  /** Where the items come a page at a time. */
  paging?: { query: Paging; failed: string }
  /** Whether there is a line between one row and the next. */
  divided?: boolean
  children: (item: T, at: number) => ReactNode
}

/**
 * A list that scrolls with its page, as long as it may be: only the rows in sight, and some around them, are in the page.
 * What comes or goes above what one reads does not move it.
 */
export function VirtualList<T>({ label, items, idOf, estimate, paging, divided = false, children }: VirtualListProps<T>) {
  const list = useRef<HTMLUListElement>(null)
  const top = useDocumentTop(list)
  const [used, setUsed] = useState<string | null>(null)
  const usedAt = useMemo(() => (used === null ? -1 : items.findIndex((item) => idOf(item) === used)), [items, idOf, used])
  const [isPast, setPast] = useState(false)
  const rows = useWindowVirtualizer<HTMLLIElement>({
    count: items.length,
    estimateSize: () => estimate,
    overscan: AHEAD,
    scrollMargin: top,
    getItemKey: useCallback((at: number) => keyOf(items, idOf, at), [items, idOf]),
    initialMeasurementsCache: heights.get(label),
    // What is not laid out has no height, and would let all rows into the page.
    measureElement: (row, entry, of) => measureElement(row, entry, of) || estimate,
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), usedAt),
    // While the list's beginning is in sight, what is new there is to be seen; further down it must not move the page.
    anchorTo: isPast ? 'end' : 'start',
    onChange: ({ scrollOffset, options }) => setPast((scrollOffset ?? 0) > options.scrollMargin),
  })
  const shown = rows.getVirtualItems()
  const hasMore = paging?.query.hasNextPage === true
  useMoreRows(paging?.query, (shown.findLast(({ index }) => index !== usedAt)?.index ?? -1) >= items.length - AHEAD)
  useKeepHeights(label, rows)
  return (
    <>
      <ul ref={list} aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : items.length}
              className={cn('absolute inset-x-0 top-0', divided && (hasMore || index < items.length - 1) && 'border-b')}
              style={{ transform: `translateY(${start - top}px)` }}
              onFocus={() => setUsed(idOf(item))}
            >
              {children(item, index)}
            </li>
          )
        })}
      </ul>
      {paging ? <MoreRows paging={paging.query} failed={paging.failed} /> : null}
    </>
  )
}

function keyOf<T>(items: T[], idOf: (item: T) => string, at: number): string | number {
  const item = items[at]
  return item === undefined ? at : idOf(item)
}

/** The rows with the one that was last used, which keeps the focus and what is open from it wherever the page is scrolled to. */
function withRow(range: number[], at: number): number[] {
  return at < 0 || range.includes(at) ? range : [...range, at].sort((one, other) => one - other)
}

function useKeepHeights(label: string, rows: Virtualizer<Window, HTMLLIElement>): void {
  useEffect(
    () => () => {
      heights.set(label, rows.takeSnapshot())
    },
    [label, rows],
  )
}
