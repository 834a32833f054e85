import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { LeadStatusBadge } from '@/components/shared/lead-status-badge'
import type { Lead } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { displayValue, fieldNames, leadName } from '@/lib/lead'
import { phoneOf } from '@/lib/phone'
import { ago, full } from '@/lib/time'

/** All rows are as high, so that a list of thousands knows where it is. */
export const ROW_HEIGHT = 64

/** The columns, by the width of the screen; the heading's and the rows' are the same. */
export const GRID =
  'grid grid-cols-[2.75rem_minmax(0,1fr)_auto] items-center gap-x-3 pr-4 sm:grid-cols-[2.75rem_minmax(0,1.4fr)_minmax(0,1fr)_6.5rem_6rem] lg:grid-cols-[2.75rem_minmax(0,1.3fr)_minmax(0,1.5fr)_minmax(0,0.9fr)_minmax(0,0.9fr)_6.5rem_6rem]'

interface LeadTableRowProps {
  lead: Lead
  /** The row's number, the heading's being 1. */
  at: number
  /** How far below the heading it stands, in pixels. */
  offset: number
  bot: string | undefined
  holder: string | null
  selected: boolean
  /** Absent where the reader may not select. */
  onSelect?: () => void
  now: number
}

/** A lead; all of the row leads to it. */
export function LeadTableRow({ lead, at, offset, bot, holder, selected, onSelect, now }: LeadTableRowProps) {
  const { t, i18n } = useTranslation()
  const name = leadName(lead) ?? t('lead.unnamed')
  const phone = lead.fields.phone ? displayValue('phone', lead.fields.phone.value) : phoneOf(lead.chat_id)
  return (
    <div
      role="row"
      aria-rowindex={at}
      className={cn(GRID, 'absolute inset-x-0 top-0 border-b transition-colors hover:bg-sunken/60', selected && 'bg-accent-soft/50 hover:bg-accent-soft/60')}
      style={{ height: ROW_HEIGHT, transform: `translateY(${offset}px)` }}
    >
      {/* Above the link that covers the row; as large as a thumb needs. */}
      <span role="cell" className="relative z-10 grid h-full place-items-center">
        {onSelect ? (
          <label className="grid size-11 cursor-pointer place-items-center">
            <input type="checkbox" aria-label={t('leadTable.select', { name })} className="size-4 accent-accent" checked={selected} onChange={onSelect} />
          </label>
        ) : null}
      </span>
      <div role="cell" className="min-w-0">
        <Link to="/leads/$leadId" params={{ leadId: lead.id }} search={(search) => search} className="block truncate font-medium after:absolute after:inset-0">
          {name}
        </Link>
        <p className="truncate text-[0.8125rem] text-muted tabular-nums">{phone ?? t('lead.hiddenNumber')}</p>
      </div>
      <p role="cell" className="hidden truncate text-[0.8125rem] text-muted lg:block">
        {summary(lead) ?? t('leads.nothingYet')}
      </p>
      <p role="cell" className="hidden truncate text-[0.8125rem] text-muted lg:block">
        {bot}
      </p>
      <p role="cell" className={cn('hidden truncate text-[0.8125rem] sm:block', holder ? '' : 'text-muted')}>
        {holder ?? t('leadTable.nobody')}
      </p>
      <div role="cell" className="flex flex-col items-end gap-0.5 sm:items-start">
        <LeadStatusBadge status={lead.status} />
        <span className="text-xs text-muted sm:hidden">{ago(lead.created_at, i18n.language, now)}</span>
      </div>
      <time role="cell" dateTime={lead.created_at} title={full(lead.created_at, i18n.language)} className="hidden text-right text-[0.8125rem] text-muted sm:block">
        {ago(lead.created_at, i18n.language, now)}
      </time>
    </div>
  )
}

/** The values beside name and phone, which have their own place; null without any. */
function summary(lead: Lead): string | null {
  const values = fieldNames(lead)
    .filter((field) => field !== 'name' && field !== 'phone')
    .flatMap((field) => lead.fields[field]?.value ?? [])
  return values.length > 0 ? values.join(' · ') : null
}
