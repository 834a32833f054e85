import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Requires } from '@/components/shared/requires'
import { Skeleton } from '@/components/ui/skeleton'
import { tenantQuery } from '@/features/settings/api/tenant'
import { DangerZone } from '@/features/settings/components/danger-zone'
import { PlanCard } from '@/features/settings/components/plan-card'
import { SettingsForm } from '@/features/settings/components/settings-form'

import { Page } from '../layout/page'

export function SettingsPage() {
  const { t } = useTranslation()
  return (
    <Requires power="tenant.read">
      <Page title={t('settings.title')} description={t('settings.text')}>
        <Settings />
      </Page>
    </Requires>
  )
}

function Settings() {
  const { t } = useTranslation()
  const tenant = useQuery(tenantQuery)
  if (tenant.isPending) return <Skeleton className="h-96" />
  if (!tenant.data) return <ErrorState error={tenant.error} title={t('settings.loadFailed')} retry={() => void tenant.refetch()} />
  return (
    <>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <SettingsForm tenant={tenant.data} />
        <PlanCard tenant={tenant.data} />
      </div>
      <DangerZone tenant={tenant.data} />
    </>
  )
}
