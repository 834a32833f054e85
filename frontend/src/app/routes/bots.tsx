import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bot } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Card } from '@/components/ui/card'
import { BotList, BotListSkeleton } from '@/features/bots/components/bot-list'
import { CreateBot } from '@/features/bots/components/create-bot'
import { botsQuery } from '@/lib/api/queries'
import { useMay } from '@/lib/powers'

import { Page } from '../layout/page'

export function BotsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const bots = useQuery(botsQuery)
  const mayWrite = useMay('bots.write')
  const create = mayWrite ? <CreateBot onCreated={(botId) => void navigate({ to: '/bots/$botId', params: { botId } })} /> : null
  return (
    <Page title={t('bots.title')} description={t('bots.text')} actions={create}>
      {bots.isPending ? <BotListSkeleton /> : null}
      {bots.isError ? <ErrorState error={bots.error} title={t('bots.loadFailed')} retry={() => void bots.refetch()} /> : null}
      {bots.data?.length === 0 ? (
        <Card>
          <EmptyState icon={Bot} title={t('bots.emptyTitle')}>
            {mayWrite ? t('bots.emptyText') : t('bots.emptyReader')}
          </EmptyState>
        </Card>
      ) : null}
      {bots.data && bots.data.length > 0 ? <BotList bots={bots.data} /> : null}
    </Page>
  )
}
