import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowLeft, Bot } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Requires } from '@/components/shared/requires'
import { SessionBadge } from '@/components/shared/session-badge'
import { SuspendedBadge } from '@/components/shared/suspended-badge'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useIsDeleting } from '@/features/bots/api/delete-bot'
import { AnsweringButton } from '@/features/bots/components/answering-button'
import { BotNotice } from '@/features/bots/components/bot-notice'
import { BotTabs } from '@/features/bots/components/bot-tabs'
import { SessionActions } from '@/features/bots/components/session-actions'
import { tabOf } from '@/features/bots/tabs'
import { botsQuery } from '@/lib/api/queries'

import { Page } from '../layout/page'
import { BotTabContent } from './bot-tab'

export function BotPage() {
  const { t } = useTranslation()
  const { botId } = useParams({ from: '/signed-in/bots/$botId' })
  const { tab } = useParams({ strict: false })
  const navigate = useNavigate()
  const bots = useQuery(botsQuery)
  const bot = bots.data?.find(({ id }) => id === botId)
  const current = tabOf(tab)
  const deleting = useIsDeleting(botId)
  if (bots.isPending) return <BotSkeleton />
  if (!bots.data) {
    return <ErrorState error={bots.error} title={t('bots.loadFailed')} retry={() => void bots.refetch()} className="m-6" />
  }
  if (!bot) return deleting ? <BotSkeleton /> : <NoSuchBot />
  return (
    <Requires power="bots.read">
      <Page
        title={bot.name}
        above={
          <Link to="/bots" className="inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-foreground">
            <ArrowLeft aria-hidden className="size-4" />
            {t('bots.back')}
          </Link>
        }
        beside={
          <>
            <SessionBadge session={bot.session} />
            <SuspendedBadge bot={bot} />
          </>
        }
        actions={
          <div className="flex flex-wrap items-center gap-1.5">
            <AnsweringButton bot={bot} />
            <SessionActions bot={bot} />
          </div>
        }
      >
        <BotNotice bot={bot} />
        <BotTabs botId={bot.id} current={current} />
        <BotTabContent
          key={`${bot.id} ${current}`}
          tab={current}
          bot={bot}
          bots={bots.data}
          onDeleted={() => void navigate({ to: '/bots', replace: true })}
        />
      </Page>
    </Requires>
  )
}

function NoSuchBot() {
  const { t } = useTranslation()
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

function BotSkeleton() {
  return (
    <div aria-hidden className="mx-auto max-w-6xl space-y-5 px-4 py-8 sm:px-6">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-10" />
      <div className="grid gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  )
}
