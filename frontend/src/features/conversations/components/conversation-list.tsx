import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp, LoaderCircle } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { conversationsQuery, directoryQuery, type InboxFilter } from '@/lib/api/queries'
import type { Conversation } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useMe } from '@/lib/powers'
import { useNow } from '@/lib/use-now'

import { useSteady } from '../steady'
import { ConversationRow, ROW_HEIGHT } from './conversation-row'

/** So many rows before the end the next page is asked for. */
const AHEAD = 10

interface ConversationListProps {
  filter: InboxFilter
  /** The lead whose chat is open. */
  selected: string | undefined
  empty: ReactNode
}

const idOf = ({ lead }: Conversation) => lead.id

/** Conversations, the one with the last activity first, live. Only what is in sight is in the page. */
export function ConversationList({ filter, selected, empty }: ConversationListProps) {
  const { t } = useTranslation()
  // While a search is under way what stood there stays, paler: a list that empties at each letter is no help in typing.
  const list = useInfiniteQuery({ ...conversationsQuery(filter), placeholderData: keepPreviousData })
  const all = list.data?.pages.flatMap(({ items }) => items) ?? []
  const [over, setOver] = useState(false)
  const { items, held } = useSteady(all, over && !list.isPlaceholderData, idOf)
  // A page may be empty and still have a next one: what was searched for may be further down.
  const searching = items.length === 0 && list.hasNextPage
  const { fetchNextPage, isFetching } = list
  useEffect(() => {
    if (searching && !isFetching) void fetchNextPage()
  }, [searching, isFetching, fetchNextPage])
  if (list.isPending || searching) return <ListSkeleton />
  if (!list.data) {
    return <ErrorState error={list.error} title={t('inbox.loadFailed')} retry={() => void list.refetch()} className="m-3" />
  }
  if (items.length === 0) return empty
  return (
    <div
      className={cn('relative flex min-h-0 flex-1 flex-col transition-opacity', list.isPlaceholderData && 'opacity-60')}
      aria-busy={list.isPlaceholderData}
      onPointerEnter={({ pointerType }) => setOver(pointerType === 'mouse')}
      onPointerLeave={() => setOver(false)}
    >
      {held > 0 ? (
        <Button variant="outline" size="sm" className="absolute top-2 left-1/2 z-10 -translate-x-1/2 rounded-full shadow-float" onClick={() => setOver(false)}>
          <ArrowUp aria-hidden />
          {t('inbox.held', { count: held })}
        </Button>
      ) : null}
      <Rows items={items} selected={selected} more={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </div>
  )
}

interface RowsProps {
  items: Conversation[]
  selected: string | undefined
  more: boolean
  loading: boolean
  onMore: () => void
}

function Rows({ items, selected, more, loading, onMore }: RowsProps) {
  const { t } = useTranslation()
  const { user } = useMe()
  const now = useNow(30_000)
  const directory = useQuery(directoryQuery).data
  const box = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- Its methods are read while rendering only.
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => items[index]?.lead.id ?? index,
    overscan: 6,
  })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && !loading && last >= items.length - AHEAD) onMore()
  }, [more, loading, last, items.length, onMore])
  const at = items.findIndex(({ lead }) => lead.id === selected)
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
    // Only another choice moves the list; that the same conversation has moved does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected])
  const several = (directory?.bots.length ?? 0) > 1
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <ul aria-label={t('inbox.label')} className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const one = items[index]
          if (!one) return null
          const { bot_id: botId, assigned_to: holder } = one.lead
          return (
            <li
              key={key}
              aria-posinset={index + 1}
              aria-setsize={more ? -1 : items.length}
              className="absolute inset-x-0 top-0"
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
            >
              <ConversationRow
                conversation={one}
                selected={one.lead.id === selected}
                bot={several ? directory?.bots.find(({ id }) => id === botId)?.name : undefined}
                holder={holder === user.id ? t('inbox.you') : directory?.people.find(({ id }) => id === holder)?.name}
                now={now}
              />
            </li>
          )
        })}
      </ul>
      {loading ? <LoaderCircle aria-hidden className="mx-auto my-3 size-4 animate-spin text-muted" /> : null}
    </div>
  )
}

function ListSkeleton() {
  return (
    <div aria-hidden className="min-h-0 flex-1 overflow-hidden">
      {[0, 1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className="flex h-21 items-center gap-3 border-b px-3">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-full" />
            <Skeleton className="h-2.5 w-20" />
          </div>
        </div>
      ))}
    </div>
  )
}
