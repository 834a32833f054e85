import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'

interface StatProps {
  /** A link whose `after` covers the whole tile, to what is counted. */
  label: ReactNode
  value: string
  /** What the number is made of, in a few words. */
  detail?: string
  /** Against the days before, as a fraction; null where there is nothing to compare with. */
  change: number | null
  /** What the number was in the days before, as it is written. */
  before: string
  /** Which direction is good news; some numbers are neither. */
  good?: 'up' | 'down'
}

/** One number with its change against the period before; all of it leads to what it counts. */
export function Stat({ label, value, detail, change, before, good }: StatProps) {
  const { t } = useTranslation()
  return (
    <li className="relative flex flex-col gap-1 rounded-xl border bg-surface p-4 shadow-card transition-colors hover:border-border-strong/60">
      <p className="text-[0.8125rem] font-medium text-muted">{label}</p>
      <p className="text-2xl font-semibold tracking-tight tabular-nums">{value}</p>
      <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
        <Change fraction={change} good={good} />
        {change === null ? null : <span className="tabular-nums">{t('overview.before', { before })}</span>}
      </p>
      {detail ? <p className="text-xs text-muted">{detail}</p> : null}
    </li>
  )
}

function Change({ fraction, good }: { fraction: number | null; good?: 'up' | 'down' }) {
  const { t, i18n } = useTranslation()
  if (fraction === null) return <span>{t('overview.noChange')}</span>
  const direction = Math.abs(fraction) < 0.005 ? 'same' : fraction > 0 ? 'up' : 'down'
  const Icon = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight }[direction]
  const tone = good === undefined || direction === 'same' ? '' : direction === good ? 'text-success-text' : 'text-danger-text'
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(fraction)
  return (
    <span className={cn('inline-flex items-center gap-1 font-medium tabular-nums', tone)}>
      <Icon aria-hidden className="size-3.5" />
      {percent}
    </span>
  )
}
