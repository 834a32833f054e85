import { useInfiniteQuery } from '@tanstack/react-query'
import { Search, X } from 'lucide-react'
import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { Input } from '@/components/ui/input'
import { conversationsQuery, type InboxFilter, type InboxView } from '@/lib/api/queries'
import { cn } from '@/lib/cn'
import { useDebounced } from '@/lib/use-debounced'

const VIEWS: InboxView[] = ['mine', 'unassigned', 'all']
const DEBOUNCE_MS = 250

interface InboxHeaderProps {
  filter: InboxFilter
  onChange: (filter: InboxFilter) => void
  searchBox: RefObject<HTMLInputElement | null>
  /** What else stands beside the title. */
  children?: ReactNode
}

/** Which conversations to see, and what to look for in them. */
export function InboxHeader({ filter, onChange, searchBox, children }: InboxHeaderProps) {
  const { t } = useTranslation()
  return (
    <header className="shrink-0 space-y-2.5 border-b p-3">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h1 className="text-base font-semibold">{t('sales.title')}</h1>
        <div className="flex items-center">{children}</div>
      </div>
      <SearchBox key={filter.view} search={filter.search ?? ''} box={searchBox} onChange={(search) => onChange({ ...filter, search: search || undefined })} />
      <div role="group" aria-label={t('inbox.views')} className="grid grid-cols-[1fr_1.55fr_1fr] gap-1 rounded-lg bg-sunken p-1">
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={filter.view === view}
            onClick={() => onChange({ ...filter, view })}
            className={cn(
              'flex min-h-8 min-w-0 items-center justify-center gap-1.5 rounded-md px-1 text-[0.8125rem] font-medium text-muted transition-colors hover:text-foreground',
              filter.view === view && 'bg-surface text-foreground shadow-card',
            )}
          >
            <span className="truncate">{t(`inbox.view.${view}`)}</span>
            <Count view={view} shown={filter} />
          </button>
        ))}
      </div>
    </header>
  )
}

/** How many conversations a view has, as far as they were read. */
function Count({ view, shown }: { view: InboxView; shown: InboxFilter }) {
  // What is in sight comes first; the other views are fetched behind it, and are there at once when they are chosen.
  const ready = useInfiniteQuery({ ...conversationsQuery(shown), enabled: false }).isFetched
  const { data } = useInfiniteQuery({ ...conversationsQuery({ view }), enabled: ready })
  if (!data) return null
  const count = data.pages.reduce((sum, { items }) => sum + items.length, 0)
  const more = data.pages.at(-1)?.next_cursor !== null
  return <span className="text-xs text-muted tabular-nums">{`${count}${more ? '+' : ''}`}</span>
}

interface SearchBoxProps {
  search: string
  box: RefObject<HTMLInputElement | null>
  onChange: (search: string) => void
}

function SearchBox({ search, box, onChange }: SearchBoxProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(search)
  const [shown, setShown] = useState(search)
  // The address may change by itself (a link, “show all”): it wins then.
  if (shown !== search) {
    setShown(search)
    if (text.trim() !== search) setText(search)
  }
  const settled = useDebounced(text.trim(), DEBOUNCE_MS)
  useEffect(() => {
    if (settled === text.trim() && settled !== search) onChange(settled)
    // What was typed leads; the address follows.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled])
  return (
    <div role="search" className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <Input
        ref={box}
        type="text"
        enterKeyHint="search"
        value={text}
        maxLength={100}
        aria-label={t('inbox.search')}
        placeholder={t('inbox.searchFor')}
        className="px-8.5"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key !== 'Escape') return
          setText('')
          currentTarget.blur()
        }}
      />
      {text ? (
        <button type="button" aria-label={t('inbox.clearSearch')} className="absolute top-1 right-1 grid size-7 place-items-center rounded text-muted hover:bg-sunken" onClick={() => setText('')}>
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </div>
  )
}
