import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessagesSquare, SearchX, UserRound } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { Button } from '@/components/ui/button'
import { FreshLead } from '@/features/alerts/components/fresh-lead'
import { useFreshLead } from '@/features/alerts/context'
import { useUnsentGuard } from '@/features/chat/use-unsent-guard'
import { ConversationList } from '@/features/conversations/components/conversation-list'
import { InboxHeader } from '@/features/conversations/components/inbox-header'
import { SinceChip } from '@/features/conversations/components/since-chip'
import { useClaim } from '@/features/lead-panel/use-claim'
import { conversationsQuery, leadQuery, type InboxFilter, type InboxView } from '@/lib/api/queries'
import { cn } from '@/lib/cn'
import { withoutOpened } from '@/lib/opened'
import { useShortcuts } from '@/lib/use-shortcuts'

import { Disconnected } from '../layout/connection'

/** The inbox with the open conversation beside it; on a phone one of the two. */
export function SalesPage() {
  const { t } = useTranslation()
  const { leadId } = useParams({ strict: false })
  const { view: chosen = 'all', search, bot_id, from, what } = useSearch({ from: '/signed-in/sales' })
  const filter: InboxFilter = { view: chosen, ...known({ search, bot_id, from, what }) }
  const { view } = filter
  const { change, open } = useInboxNavigation(leadId)
  const { claim } = useClaim()
  useUnsentGuard()
  const { fresh, seen } = useFreshLead()
  useEffect(() => {
    if (fresh && fresh.id === leadId) seen()
  }, [fresh, leadId, seen])
  const searchBox = useRef<HTMLInputElement>(null)
  const step = useStepThrough(filter, leadId, open)
  const take = (id: string) =>
    claim(id, () => {
      seen()
      open(id)
    })
  const mayTake = useMayTakeFresh(leadId)
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    '/': () => searchBox.current?.focus(),
    ...(fresh && mayTake ? { a: () => take(fresh.id) } : {}),
  })
  return (
    <div className="flex h-[calc(100dvh-var(--banner)-var(--bars))]">
      <section aria-label={t('sales.list')} className={cn('min-h-0 w-full flex-col border-r bg-surface md:flex md:w-80 md:shrink-0', leadId ? 'hidden' : 'flex')}>
        <Disconnected className="2xl:hidden" />
        <InboxHeader filter={filter} onChange={change} searchBox={searchBox} />
        <SinceChip filter={filter} onClear={() => change({ view, ...(filter.search ? { search: filter.search } : {}) })} />
        <FreshLead
          lead={fresh}
          byKey={mayTake}
          onClaim={({ id }) => take(id)}
          onOpen={({ id }) => {
            seen()
            open(id)
          }}
          onDismiss={seen}
        />
        <ConversationList key={view} filter={filter} selected={leadId} empty={<Nothing filter={filter} onChange={change} />} />
      </section>
      {leadId ? (
        <Outlet />
      ) : (
        <div className="hidden flex-1 place-items-center md:grid">
          <EmptyState icon={MessagesSquare} title={t('sales.chooseTitle')}>
            {t('sales.chooseText')}
          </EmptyState>
        </div>
      )}
    </div>
  )
}

/** The parts of a filter that are set: what is not has no place in an address. */
function known<Part extends object>(filter: Part): Part {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as Part
}

function useInboxNavigation(leadId: string | undefined) {
  const navigate = useNavigate()
  const change = ({ view, ...rest }: InboxFilter) => {
    const next = { ...(view === 'all' ? {} : { view }), ...known(rest) }
    void (leadId
      ? navigate({ to: '/sales/$leadId', params: { leadId }, search: next, replace: true })
      : navigate({ to: '/sales', search: next, replace: true }))
  }
  const open = useCallback(
    (id: string) => void navigate({ to: '/sales/$leadId', params: { leadId: id }, search: (search) => withoutOpened(search) as Record<string, never> }),
    [navigate],
  )
  return { change, open }
}

/** Whether the key that takes a lead is about the one that has just come: not while the open one can be taken itself. */
function useMayTakeFresh(leadId: string | undefined): boolean {
  const open = useQuery({ ...leadQuery(leadId ?? ''), enabled: false }).data
  if (!leadId) return true
  return open !== undefined && (open.assigned_to !== null || open.status === 'won' || open.status === 'lost')
}

/** Opens the conversation below or above the open one. */
function useStepThrough(filter: InboxFilter, leadId: string | undefined, open: (id: string) => void) {
  const client = useQueryClient()
  return (by: 1 | -1) => {
    const items = client.getQueryData(conversationsQuery(filter).queryKey)?.pages.flatMap((page) => page.items) ?? []
    const at = items.findIndex(({ lead }) => lead.id === leadId)
    const next = items[at < 0 ? 0 : at + by]
    if (next) open(next.lead.id)
  }
}

interface NothingProps {
  filter: InboxFilter
  onChange: (filter: InboxFilter) => void
}

/** Why a list is empty, and where to go from there. */
function Nothing({ filter, onChange }: NothingProps) {
  const { t } = useTranslation()
  const { view, search } = filter
  if (search) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('inbox.empty.search.title')}
        action={
          <Button variant="outline" onClick={() => onChange({ view })}>
            {t('inbox.empty.search.action')}
          </Button>
        }
      >
        {t('inbox.empty.search.text', { search })}
      </EmptyState>
    )
  }
  const other: InboxView | null = view === 'mine' ? 'unassigned' : view === 'unassigned' ? 'mine' : null
  return (
    <EmptyState
      icon={UserRound}
      title={t(`inbox.empty.${view}.title`)}
      action={
        other ? (
          <Button variant="outline" onClick={() => onChange({ view: other })}>
            {t(`inbox.empty.${view}.action`)}
          </Button>
        ) : null
      }
    >
      {t(`inbox.empty.${view}.text`)}
    </EmptyState>
  )
}
