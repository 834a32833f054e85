import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Requires } from '@/components/shared/requires'
import { Alert } from '@/components/ui/alert'
import { Skeleton } from '@/components/ui/skeleton'
import { billingQuery, usageQuery, type Usage as UsageOfMonth } from '@/features/billing/api/billing'
import { InvoiceList } from '@/features/billing/components/invoice-list'
import { PlanCards } from '@/features/billing/components/plan-cards'
import { TokensAlert } from '@/features/billing/components/tokens-alert'
import { UsageCard } from '@/features/billing/components/usage-card'

import { Page } from '../layout/page'

export function BillingPage() {
  const { t } = useTranslation()
  return (
    <Requires power="billing">
      <Page title={t('billing.title')} description={t('billing.text')}>
        <PlanAndBilling />
      </Page>
    </Requires>
  )
}

function PlanAndBilling() {
  const { t, i18n } = useTranslation()
  const billing = useQuery(billingQuery)
  if (billing.isPending) return <BillingSkeleton />
  if (!billing.data) return <ErrorState error={billing.error} title={t('billing.loadFailed')} retry={() => void billing.refetch()} />
  const { set_up: setUp, manageable, plan, subscription, usage, reached } = billing.data
  const day = (moment: string) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(moment))
  return (
    <div className="space-y-5">
      {setUp ? null : <Alert tone="info" title={t('billing.notSetUp', { plan: t(`billing.plans.${plan}`) })} />}
      {subscription.ends_at ? <Alert tone="warning" title={t('billing.endsAt', { day: day(subscription.ends_at) })} /> : null}
      {subscription.status === 'trialing' && subscription.trial_end ? <Alert tone="info" title={t('billing.trialEnds', { day: day(subscription.trial_end) })} /> : null}
      <TokensAlert reached={reached} />
      <PlanCards billing={billing.data} />
      <Usage current={usage} />
      {manageable ? <InvoiceList /> : null}
    </div>
  )
}

/** This month's usage, or that of the month in the address. */
function Usage({ current }: { current: UsageOfMonth }) {
  const { t } = useTranslation()
  const { month } = useSearch({ from: '/signed-in/billing' })
  const navigate = useNavigate()
  const asked = month !== undefined && month < current.month ? month : undefined
  const past = useQuery({ ...usageQuery(asked ?? ''), enabled: asked !== undefined })
  if (asked && past.isError) return <ErrorState error={past.error} title={t('billing.usageFailed')} retry={() => void past.refetch()} />
  return (
    <UsageCard
      usage={current}
      past={asked === undefined ? undefined : { month: asked, usage: past.data }}
      onMonth={(next) => void navigate({ to: '/billing', search: { month: next }, replace: true })}
    />
  )
}

function BillingSkeleton() {
  return (
    <div aria-hidden className="space-y-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Skeleton className="h-72 rounded-xl" />
        <Skeleton className="h-72 rounded-xl" />
      </div>
      <Skeleton className="h-56 rounded-xl" />
    </div>
  )
}
