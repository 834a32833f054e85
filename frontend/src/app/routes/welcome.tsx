import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Bot } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { ConnectionPanel } from '@/features/bots/components/connection-panel'
import { CreateBot } from '@/features/bots/components/create-bot'
import { SessionActions } from '@/features/bots/components/session-actions'
import { useFreshCode } from '@/features/bots/fresh-code'
import { Checklist } from '@/features/welcome/components/checklist'
import { LeadCard } from '@/features/welcome/components/lead-card'
import { RealPhone } from '@/features/welcome/components/real-phone'
import { ScanButton, SimulatedPhone } from '@/features/welcome/components/simulated-phone'
import { currentStep, leadToFollow, stepsDone } from '@/features/welcome/progress'
import { botsQuery, leadsQuery, messagesQuery } from '@/lib/api/queries'
import type { BotWithSession } from '@/lib/api/types'
import { useMay, useMe } from '@/lib/powers'

import { Page } from '../layout/page'

/** From an empty installation to the first qualified lead, live and in four steps. */
export function WelcomePage() {
  const { t } = useTranslation()
  const bots = useQuery(botsQuery)
  const bot = bots.data?.[0]
  return (
    <Page title={t('welcome.title')} description={t('welcome.text')}>
      {bots.isPending ? <WelcomeSkeleton /> : null}
      {bots.isError && !bots.data ? <ErrorState error={bots.error} title={t('bots.loadFailed')} retry={() => void bots.refetch()} /> : null}
      {bots.data && !bot ? <NoBot /> : null}
      {bot ? <Journey bot={bot} /> : null}
    </Page>
  )
}

function Journey({ bot }: { bot: BotWithSession }) {
  const { config } = useMe()
  const leads = useInfiniteQuery(leadsQuery({ bot_id: bot.id }))
  const lead = leadToFollow(leads.data?.pages[0]?.items ?? [])
  const mayRead = useMay('messages.read')
  const messages = useQuery({ ...messagesQuery(lead?.id ?? ''), enabled: lead !== undefined && mayRead })
  const done = stepsDone(bot, lead, messages.data ?? [])
  const simulator = config.simulator_url
  useFreshCode(bot)
  const stopped = bot.session.status === 'STOPPED' || bot.session.status === 'FAILED'
  return (
    <>
      <Checklist done={done} />
      <div className={simulator ? 'grid gap-4 lg:grid-cols-3' : 'grid gap-4 lg:grid-cols-2'}>
        <ConnectionPanel session={bot.session} title={bot.name}>
          {stopped ? <SessionActions bot={bot} /> : simulator ? <ScanButton simulatorUrl={simulator} session={bot.session} /> : null}
        </ConnectionPanel>
        {simulator ? <SimulatedPhone simulatorUrl={simulator} session={bot.session} /> : null}
        <LeadCard lead={lead} bot={bot} />
      </div>
      <RealPhone simulated={simulator !== ''} open={simulator === '' || currentStep(done) === 'real'} />
    </>
  )
}

function NoBot() {
  const { t } = useTranslation()
  const mayWrite = useMay('bots.write')
  return (
    <Card>
      <EmptyState
        icon={Bot}
        title={t('bots.emptyTitle')}
        // The new bot's code appears here by itself: nothing to go to.
        action={mayWrite ? <CreateBot /> : null}
      >
        {mayWrite ? t('bots.emptyText') : t('bots.emptyReader')}
      </EmptyState>
    </Card>
  )
}

function WelcomeSkeleton() {
  return (
    <div aria-hidden className="space-y-5">
      <Skeleton className="h-24 rounded-xl" />
      <div className="grid gap-4 lg:grid-cols-3">
        {[0, 1, 2].map((card) => (
          <Skeleton key={card} className="h-[32rem] rounded-xl" />
        ))}
      </div>
    </div>
  )
}
