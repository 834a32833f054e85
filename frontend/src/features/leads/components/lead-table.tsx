import { useInfiniteQuery } from '@tanstack/react-query'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { LoaderCircle } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { leadsQuery, type LeadFilter } from '@/lib/api/queries'
import type { Bot } from '@/lib/api/types'
import { useMay } from '@/lib/powers'
import { useNow } from '@/lib/use-now'

import type { Person } from '../people'
import { useSelection } from '../use-selection'
import { AssignBar } from './assign-bar'
import { GRID, LeadTableRow, ROW_HEIGHT } from './lead-table-row'

/** So many rows beyond the screen are kept ready, and so near to the end older leads are asked for. */
const AHEAD = 12

interface LeadTableProps {
  filter: LeadFilter
  bots: Bot[]
  /** Who may be meant by the ids of those who have leads. */
  people: Person[]
  /** To whom the reader may give leads. */
  assignees: Person[]
  empty: ReactNode
}

/** Leads, newest first, live. Only the rows on screen are in the page, and older leads come as one scrolls. */
export function LeadTable({ filter, bots, people, assignees, empty }: LeadTableProps) {
  const { t } = useTranslation()
  const leads = useInfiniteQuery(leadsQuery(filter))
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = leads
  const items = leads.data?.pages.flatMap((page) => page.items) ?? []
  const selection = useSelection(items)
  const body = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const now = useNow(30_000)
  const selectable = useMay('leads.write')
  const rows = useWindowVirtualizer({ count: items.length, estimateSize: () => ROW_HEIGHT, overscan: AHEAD, scrollMargin: top, getItemKey: (at) => items[at]?.id ?? at })
  const shown = rows.getVirtualItems()
  const nearEnd = (shown.at(-1)?.index ?? -1) >= items.length - AHEAD

  useEffect(() => setTop(body.current?.offsetTop ?? 0), [leads.isPending, selection.selected.length])
  // A page may be short, or empty, and have a next one: it goes on until the screen is full.
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [nearEnd, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])

  if (leads.isPending) return <LeadTableSkeleton />
  if (!leads.data) return <ErrorState error={leads.error} title={t('leads.loadFailed')} retry={() => void leads.refetch()} className="m-4" />
  if (items.length === 0 && !hasNextPage) return empty
  return (
    <>
      {selectable ? <AssignBar selection={selection} people={assignees} /> : null}
      <div role="table" aria-label={t('leads.title')} aria-rowcount={hasNextPage ? -1 : items.length + 1}>
        <div role="rowgroup">
          <div role="row" className={`${GRID} h-10 border-b text-xs font-medium text-muted`}>
            <span role="columnheader" className="grid place-items-center">
              {selectable ? (
                <input
                  type="checkbox"
                  aria-label={t('leadTable.selectAll')}
                  className="size-4 accent-accent"
                  checked={items.length > 0 && selection.selected.length === items.length}
                  onChange={({ target }) => selection.replace(target.checked ? items.map(({ id }) => id) : [])}
                />
              ) : null}
            </span>
            <span role="columnheader">{t('leadTable.columns.name')}</span>
            <span role="columnheader" className="hidden lg:block">{t('leadTable.columns.known')}</span>
            <span role="columnheader" className="hidden lg:block">{t('leadTable.columns.bot')}</span>
            <span role="columnheader" className="hidden sm:block">{t('leadTable.columns.holder')}</span>
            <span role="columnheader">{t('leadTable.columns.status')}</span>
            <span role="columnheader" className="hidden text-right sm:block">{t('leadTable.columns.came')}</span>
          </div>
        </div>
        <div ref={body} role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, key, start }) => {
            const lead = items[index]
            if (!lead) return null
            return (
              <LeadTableRow
                key={key}
                lead={lead}
                at={index + 2}
                offset={start - top}
                bot={bots.find(({ id }) => id === lead.bot_id)?.name}
                holder={lead.assigned_to ? (people.find(({ id }) => id === lead.assigned_to)?.name ?? t('leadTable.somebody')) : null}
                selected={selection.has(lead.id)}
                onSelect={selectable ? () => selection.toggle(lead.id) : undefined}
                now={now}
              />
            )
          })}
        </div>
      </div>
      {isFetchNextPageError ? <ErrorState error={leads.error} title={t('leadTable.moreFailed')} retry={() => void fetchNextPage()} className="m-4" /> : null}
      {hasNextPage && !isFetchNextPageError ? (
        <p role="status" className="flex h-14 items-center justify-center gap-2 border-t text-muted">
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
          {items.length === 0 ? t('leadTable.searching') : t('leadTable.loadingMore')}
        </p>
      ) : null}
    </>
  )
}

function LeadTableSkeleton() {
  return (
    <div aria-hidden className="divide-y pt-10">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex h-16 items-center gap-4 px-4">
          <Skeleton className="h-3.5 w-44" />
          <Skeleton className="hidden h-3.5 flex-1 sm:block" />
          <Skeleton className="ml-auto h-6 w-20 rounded-full" />
        </div>
      ))}
    </div>
  )
}
