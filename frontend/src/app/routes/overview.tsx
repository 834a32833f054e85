import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChartColumn } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Requires } from '@/components/shared/requires'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { DEFAULT_RANGE, metricsQuery, type Range } from '@/features/overview/api/metrics'
import { BotChoice } from '@/features/overview/components/bot-choice'
import { ChartCard } from '@/features/overview/components/chart-card'
import { FiguresGrid } from '@/features/overview/components/figures-grid'
import { FleetHealth } from '@/features/overview/components/fleet-health'
import { RangeChoice } from '@/features/overview/components/range-choice'
import { isQuiet, sent } from '@/features/overview/figures'
import type { Metrics } from '@/features/overview/types'
import { useNumberText } from '@/features/overview/use-number-text'
import { botsQuery } from '@/lib/api/queries'
import { cn } from '@/lib/cn'

import { Page } from '../layout/page'

export function OverviewPage() {
  return (
    <Requires power="metrics.read">
      <Overview />
    </Requires>
  )
}

function Overview() {
  const { t } = useTranslation()
  const { days = DEFAULT_RANGE, bot } = useSearch({ from: '/signed-in/overview' })
  const navigate = useNavigate()
  const bots = useQuery(botsQuery)
  const metrics = useQuery(metricsQuery(days, bot))
  const change = (part: { days?: Range; bot?: string | undefined }) => void navigate({ to: '/overview', search: (search) => ({ ...search, ...part }), replace: true })
  const several = bots.data && (bots.data.length > 1 || bot !== undefined)
  const choice = (
    <div className="flex flex-wrap items-center gap-2">
      {several ? <BotChoice bots={bots.data} value={bot} onChange={(next) => change({ bot: next })} /> : null}
      <RangeChoice value={days} onChange={(range) => change({ days: range })} />
    </div>
  )
  return (
    <Page title={t('overview.title')} description={t('overview.text')} actions={choice}>
      {bots.data ? <FleetHealth bots={bots.data} /> : null}
      {bots.isPending ? <Skeleton className="h-33 rounded-xl" /> : null}
      {bots.isError && !bots.data ? <ErrorState error={bots.error} title={t('bots.loadFailed')} retry={() => void bots.refetch()} /> : null}
      {metrics.isPending ? <OverviewSkeleton /> : null}
      {metrics.isError && !metrics.data ? <ErrorState error={metrics.error} title={t('overview.loadFailed')} retry={() => void metrics.refetch()} /> : null}
      {metrics.data ? (
        <div aria-busy={metrics.isPlaceholderData} className={cn('space-y-5 transition-opacity', metrics.isPlaceholderData && 'opacity-60')}>
          <Happened metrics={metrics.data} bot={bot} />
        </div>
      ) : null}
    </Page>
  )
}

function Happened({ metrics, bot }: { metrics: Metrics; bot: string | undefined }) {
  const { t } = useTranslation()
  const { number, fullDay } = useNumberText()
  if (isQuiet(metrics)) return bot === undefined ? <NothingYet /> : <QuietBot />
  const { totals, days } = metrics
  const span = t('overview.span', { from: fullDay(metrics.from), to: fullDay(metrics.to), before: fullDay(metrics.previous.from) })
  return (
    <>
      <FiguresGrid metrics={metrics} {...(bot === undefined ? {} : { bot })} />
      <p className="text-[0.8125rem] text-muted">{span}</p>
      <div className="grid gap-5 lg:grid-cols-2">
        <ChartCard
          name="messages"
          days={days}
          summary={t('overview.summary.messages', { received: number(totals.messages.in), sent: number(sent(totals)), bot: number(totals.messages.out.bot) })}
        />
        <ChartCard
          name="leads"
          days={days}
          summary={t('overview.summary.leads', { created: number(totals.leads.created), qualified: number(totals.leads.qualified), won: number(totals.leads.won) })}
        />
        <ChartCard
          name="answers"
          days={days}
          unit="seconds"
          summary={t(totals.answers.person.count > 0 ? 'overview.summary.answers' : 'overview.summary.botAnswers', {
            bot: number(totals.answers.bot.median_seconds, 'seconds'),
            person: number(totals.answers.person.median_seconds, 'seconds'),
          })}
        />
        <ChartCard
          name="cost"
          days={days}
          unit="dollars"
          summary={t('overview.summary.cost', { cost: number(totals.model.cost, 'dollars'), tokens: number(totals.model.tokens_in + totals.model.tokens_out) })}
        />
      </div>
    </>
  )
}

function NothingYet() {
  const { t } = useTranslation()
  return (
    <Card>
      <EmptyState
        icon={ChartColumn}
        title={t('overview.emptyTitle')}
        action={
          <Button asChild>
            <Link to="/welcome">{t('overview.toWelcome')}</Link>
          </Button>
        }
      >
        {t('overview.emptyText')}
      </EmptyState>
    </Card>
  )
}

/** The one bot that was chosen has not talked in these days; others may have. */
function QuietBot() {
  const { t } = useTranslation()
  return (
    <Card>
      <EmptyState
        icon={ChartColumn}
        title={t('overview.quietTitle')}
        action={
          <Button asChild variant="outline">
            <Link to="/overview" search={(search) => ({ ...search, bot: undefined })}>
              {t('overview.everyBot')}
            </Link>
          </Button>
        }
      >
        {t('overview.quietText')}
      </EmptyState>
    </Card>
  )
}

function OverviewSkeleton() {
  return (
    <div aria-hidden className="space-y-5">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {[0, 1, 2, 3, 4, 5, 6, 7].map((tile) => (
          <Skeleton key={tile} className="h-33.5 rounded-xl" />
        ))}
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        <Skeleton className="h-88 rounded-xl" />
        <Skeleton className="h-88 rounded-xl" />
      </div>
    </div>
  )
}
