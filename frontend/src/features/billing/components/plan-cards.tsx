import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'

import { money } from '../amounts'
import { useCheckout, usePortal, type Billing, type Plan } from '../api/billing'

/** The plans there are: the one that the workspace has, and the way to another. */
export function PlanCards({ billing }: { billing: Billing }) {
  const { t } = useTranslation()
  const checkout = useCheckout()
  const portal = usePortal()
  const live = ['trialing', 'active', 'past_due', 'unpaid', 'paused'].includes(billing.subscription.status ?? '')
  const owes = ['past_due', 'unpaid', 'paused'].includes(billing.subscription.status ?? '')
  const failure = checkout.error ?? portal.error
  return (
    <div className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        {billing.plans.map((plan) => (
          <PlanCard key={plan.plan} plan={plan} current={plan.plan === billing.plan}>
            {billing.set_up && plan.plan === 'pro' && !live ? (
              <Button busy={checkout.isPending} onClick={() => checkout.mutate('pro')}>
                {t('billing.upgrade')}
              </Button>
            ) : null}
          </PlanCard>
        ))}
      </div>
      {billing.manageable ? (
        <Button variant={owes ? 'primary' : 'outline'} busy={portal.isPending} onClick={() => portal.mutate()}>
          {t('billing.manage')}
        </Button>
      ) : null}
      {failure ? <ErrorState error={failure} title={t('billing.pageFailed')} /> : null}
    </div>
  )
}

function PlanCard({ plan, current, children }: { plan: Plan; current: boolean; children: React.ReactNode }) {
  const { t, i18n } = useTranslation()
  const { limits, price } = plan
  const count = (value: number | null) => (value === null ? t('billing.any') : value.toLocaleString(i18n.language))
  const lines = [
    t('billing.allowsBots', { count: count(limits.bots) }),
    t('billing.allowsPeople', { count: count(limits.users) }),
    t('billing.allowsMessages', { count: count(limits.messages) }),
    t('billing.allowsTokens', { count: count(limits.ai_tokens_per_month) }),
    t('billing.allowsSchedules', { count: count(limits.schedules) }),
    ...limits.features.map((feature) => t(`billing.features.${feature}`)),
  ]
  return (
    <Card aria-label={t(`billing.plans.${plan.plan}`)} className={current ? 'border-accent' : ''}>
      <CardHeader>
        <CardTitle>{t(`billing.plans.${plan.plan}`)}</CardTitle>
        {current ? <Badge tone="accent">{t('billing.current')}</Badge> : null}
      </CardHeader>
      <CardContent className="space-y-4">
        {price ? (
          <p className="text-lg font-semibold">
            {money(price.amount, price.currency, i18n.language)}
            <span className="text-sm font-normal text-muted"> / {price.interval === 'year' ? t('billing.year') : t('billing.month')}</span>
          </p>
        ) : null}
        <ul className="space-y-1.5">
          {lines.map((line) => (
            <li key={line} className="flex gap-2">
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
              {line}
            </li>
          ))}
        </ul>
        {children}
      </CardContent>
    </Card>
  )
}
