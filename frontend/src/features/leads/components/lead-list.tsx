import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { ErrorState } from '@/components/shared/error-state'
import { LeadStatusBadge } from '@/components/shared/lead-status-badge'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { leadsQuery, type LeadFilter } from '@/lib/api/queries'
import type { Bot, Lead } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { displayValue, fieldNames, leadName } from '@/lib/lead'
import { phoneOf } from '@/lib/phone'
import { ago } from '@/lib/time'
import { useNow } from '@/lib/use-now'

interface LeadListProps {
  filter: LeadFilter
  bots: Bot[]
  /** Where a lead's row leads to. */
  to: '/leads/$leadId' | '/sales/$leadId'
  /** The lead that is open beside the list. */
  selected?: string
  /** One narrow column, for a list beside a chat. */
  narrow?: boolean
  empty: React.ReactNode
}

/** Leads, newest first, live. */
export function LeadList({ filter, bots, to, selected, narrow, empty }: LeadListProps) {
  const { t } = useTranslation()
  const leads = useInfiniteQuery(leadsQuery(filter))
  const now = useNow(30_000)
  if (leads.isPending) return <LeadListSkeleton />
  if (!leads.data) {
    return <ErrorState error={leads.error} title={t('leads.loadFailed')} retry={() => void leads.refetch()} className="m-4" />
  }
  const items = leads.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return empty
  return (
    <>
      <ul aria-label={t('leads.title')} className="divide-y">
        {items.map((lead) => (
          <LeadRow
            key={lead.id}
            lead={lead}
            bot={bots.find(({ id }) => id === lead.bot_id)}
            to={to}
            selected={lead.id === selected}
            narrow={narrow}
            now={now}
          />
        ))}
      </ul>
      {leads.hasNextPage ? (
        <div className="flex justify-center border-t p-3">
          <Button variant="ghost" busy={leads.isFetchingNextPage} onClick={() => void leads.fetchNextPage()}>
            {t('leads.more')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

interface LeadRowProps {
  lead: Lead
  bot: Bot | undefined
  to: LeadListProps['to']
  selected: boolean
  narrow?: boolean
  now: number
}

function LeadRow({ lead, bot, to, selected, narrow, now }: LeadRowProps) {
  const { t, i18n } = useTranslation()
  const name = leadName(lead)
  const phone = lead.fields.phone ? displayValue('phone', lead.fields.phone.value) : phoneOf(lead.chat_id)
  return (
    <li className={cn('relative flex min-h-18 items-center gap-3 px-4 py-3 transition-colors hover:bg-sunken/60', selected && 'bg-accent-soft/60 hover:bg-accent-soft/60')}>
      <Avatar name={name} />
      <div className={cn('min-w-0 flex-1', narrow ? '' : 'grid gap-x-4 sm:grid-cols-[minmax(0,1.4fr)_minmax(0,1.6fr)_minmax(0,1fr)] sm:items-center')}>
        <div className="min-w-0">
          <Link
            to={to}
            params={{ leadId: lead.id }}
            search={(search) => search}
            aria-current={selected ? 'page' : undefined}
            className="block truncate font-medium after:absolute after:inset-0"
          >
            {name ?? t('lead.unnamed')}
          </Link>
          <p className="truncate text-[0.8125rem] text-muted tabular-nums">{phone ?? t('lead.hiddenNumber')}</p>
        </div>
        <p className={cn('truncate text-[0.8125rem] text-muted', narrow && 'hidden')}>{summary(lead) ?? t('leads.nothingYet')}</p>
        <p className={cn('hidden truncate text-[0.8125rem] text-muted', narrow ? '' : 'sm:block')}>{bot?.name}</p>
      </div>
      <div className={cn('flex shrink-0 flex-col items-end gap-1', narrow ? '' : 'w-24')}>
        <LeadStatusBadge status={lead.status} />
        <time dateTime={lead.created_at} className="text-xs text-muted">
          {ago(lead.created_at, i18n.language, now)}
        </time>
      </div>
    </li>
  )
}

/** The values beside name and phone, which have their own place; null without any. */
function summary(lead: Lead): string | null {
  const values = fieldNames(lead)
    .filter((field) => field !== 'name' && field !== 'phone')
    .flatMap((field) => lead.fields[field]?.value ?? [])
  return values.length > 0 ? values.join(' · ') : null
}

function LeadListSkeleton() {
  return (
    <div aria-hidden className="divide-y">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex h-18 items-center gap-3 px-4">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-36" />
            <Skeleton className="h-3 w-28" />
          </div>
          <Skeleton className="h-6 w-20 rounded-full" />
        </div>
      ))}
    </div>
  )
}
