import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Requires } from '@/components/shared/requires'
import { Schedules } from '@/features/schedules/components/schedules'
import { botsQuery } from '@/lib/api/queries'

import { Page } from '../layout/page'

export function SchedulesPage() {
  const { t } = useTranslation()
  const bots = useQuery(botsQuery)
  return (
    <Requires power="schedules.read">
      <Page title={t('schedules.title')} description={t('schedules.text')}>
        {bots.error && !bots.data ? <ErrorState error={bots.error} title={t('bots.loadFailed')} retry={() => void bots.refetch()} /> : null}
        {bots.data ? <Schedules bots={bots.data} /> : null}
      </Page>
    </Requires>
  )
}
