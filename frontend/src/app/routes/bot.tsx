import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, Bot } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { BehaviourForm } from '@/features/bots/components/behaviour-form'
import { ConnectionPanel } from '@/features/bots/components/connection-panel'
import { SessionActions } from '@/features/bots/components/session-actions'
import { botsQuery } from '@/lib/api/queries'

import { Page } from '../layout/page'

export function BotPage() {
  const { t } = useTranslation()
  const { botId } = useParams({ from: '/signed-in/bots/$botId' })
  const bots = useQuery(botsQuery)
  const bot = bots.data?.find(({ id }) => id === botId)
  if (bots.isPending) return <BotSkeleton />
  if (!bots.data) {
    return <ErrorState error={bots.error} title={t('bots.loadFailed')} retry={() => void bots.refetch()} className="m-6" />
  }
  if (!bot) {
    return (
      <EmptyState
        icon={Bot}
        title={t('bots.goneTitle')}
        action={
          <Button asChild variant="outline">
            <Link to="/bots">{t('bots.back')}</Link>
          </Button>
        }
      >
        {t('bots.goneText')}
      </EmptyState>
    )
  }
  return (
    <Page title={bot.name} description={t('bots.detailText')} actions={<SessionActions bot={bot} />}>
      <Link to="/bots" className="inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-foreground">
        <ArrowLeft aria-hidden className="size-4" />
        {t('bots.back')}
      </Link>
      <div className="grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <ConnectionPanel session={bot.session} title={t('bots.connection')} />
        <BehaviourForm key={bot.id} bot={bot} />
      </div>
    </Page>
  )
}

function BotSkeleton() {
  return (
    <div aria-hidden className="mx-auto max-w-6xl space-y-5 px-4 py-8 sm:px-6">
      <Skeleton className="h-8 w-56" />
      <div className="grid gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  )
}
