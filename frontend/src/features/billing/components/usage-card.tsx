import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/cn'

import { pressure } from '../amounts'
import type { Usage } from '../api/billing'
import { monthAfter, monthName, MOST_MONTHS_BACK } from '../months'

interface UsageCardProps {
  /** Of this month. */
  usage: Usage
  /** An earlier month to look at instead; its numbers may be on their way. */
  past?: { month: string; usage: Usage | undefined } | undefined
  onMonth: (month: string | undefined) => void
}

/** What there is and what was used up, this month next to what the plan allows, and in the months before. */
export function UsageCard({ usage, past, onMonth }: UsageCardProps) {
  const { t, i18n } = useTranslation()
  const month = past?.month ?? usage.month
  const go = (by: number) => {
    const next = monthAfter(month, by)
    onMonth(next === usage.month ? undefined : next)
  }
  return (
    <Card aria-label={t('billing.usage')}>
      <CardHeader>
        <CardTitle>{t('billing.usage')}</CardTitle>
        <div className="flex items-center gap-1">
          <Button variant="ghost" size="icon" className="size-8" aria-label={t('billing.monthBefore')} disabled={month <= monthAfter(usage.month, -MOST_MONTHS_BACK)} onClick={() => go(-1)}>
            <ChevronLeft />
          </Button>
          <span role="status" className="min-w-32 text-center text-muted first-letter:uppercase">
            {monthName(month, i18n.language)}
          </span>
          <Button variant="ghost" size="icon" className="size-8" aria-label={t('billing.monthAfter')} disabled={!past} onClick={() => go(1)}>
            <ChevronRight />
          </Button>
        </div>
      </CardHeader>
      {past ? <Past usage={past.usage} /> : <Present usage={usage} />}
    </Card>
  )
}

function Present({ usage }: { usage: Usage }) {
  const { t } = useTranslation()
  const { used, limits } = usage
  const { megabytes } = useAmounts()
  return (
    <CardContent className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <Use label={t('billing.bots')} used={used.bots} limit={limits.bots} />
      <Use label={t('billing.people')} used={used.users} limit={limits.users} />
      <Use label={t('billing.messages')} used={used.messages_received + used.messages_sent} limit={limits.messages} />
      <Use label={t('billing.schedules')} used={used.schedules} limit={limits.schedules} />
      <Use label={t('billing.tokens')} used={used.ai_tokens} limit={limits.ai_tokens_per_month} />
      <Spent used={used} />
      <Fact label={t('billing.stored')} value={megabytes(used.stored_bytes)} />
    </CardContent>
  )
}

/** What a month that is over took. Limits may have been others then, and how many bots there were is not kept. */
function Past({ usage }: { usage: Usage | undefined }) {
  const { t } = useTranslation()
  const { number } = useAmounts()
  if (!usage) return <Skeleton className="m-4 h-16" />
  const { used } = usage
  return (
    <CardContent className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <Fact label={t('billing.messages')} value={number(used.messages_received + used.messages_sent)} />
      <Fact label={t('billing.tokens')} value={number(used.ai_tokens)} />
      <Spent used={used} />
    </CardContent>
  )
}

function Spent({ used }: { used: Usage['used'] }) {
  const { t } = useTranslation()
  const { number, megabytes, dollars } = useAmounts()
  return (
    <>
      <Fact label={t('billing.cost')} value={dollars(used.ai_cost_micros / 1_000_000)} />
      <Fact label={t('billing.hours')} value={number(used.bot_seconds / 3600, 1)} />
      <Fact label={t('billing.media')} value={megabytes(used.media_bytes)} />
    </>
  )
}

function useAmounts() {
  const { language } = useTranslation().i18n
  const number = (value: number, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
  return {
    number,
    megabytes: (bytes: number) => `${number(bytes / 1_000_000, 1)} MB`,
    dollars: (amount: number) => new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).format(amount),
  }
}

function Use({ label, used, limit }: { label: string; used: number; limit: number | null }) {
  const { t, i18n } = useTranslation()
  const number = (value: number) => value.toLocaleString(i18n.language)
  const shown = limit === null ? t('billing.ofAny', { used: number(used) }) : t('billing.ofLimit', { used: number(used), limit: number(limit) })
  const tone = { none: 'bg-accent', most: 'bg-warning', all: 'bg-danger' }[pressure(used, limit)]
  return (
    <div className="space-y-1.5">
      <Fact label={label} value={shown} />
      {limit === null ? null : (
        <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
          <div className={cn('h-full rounded-full', tone)} style={{ width: `${limit === 0 ? 100 : Math.min(1, used / limit) * 100}%` }} />
        </div>
      )}
    </div>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <p className="flex justify-between gap-3">
      <span>{label}</span>
      <span className="shrink-0 text-muted tabular-nums">{value}</span>
    </p>
  )
}
