import { useTranslation } from 'react-i18next'

import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { Tenant } from '@/lib/api/workspace-types'

/** The plan, and how much of it is used. */
export function PlanCard({ tenant }: { tenant: Tenant }) {
  const { t, i18n } = useTranslation()
  const key = `settings.plans.${tenant.plan}`
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('settings.plan')}</CardTitle>
        <Badge tone="accent">{i18n.exists(key) ? t(key as 'settings.plans.pro') : tenant.plan}</Badge>
      </CardHeader>
      <CardContent className="space-y-4">
        <Use label={t('settings.bots')} used={tenant.usage.bots} limit={tenant.quotas.bots} />
        <Use label={t('settings.people')} used={tenant.usage.users} limit={tenant.quotas.users} />
      </CardContent>
    </Card>
  )
}

function Use({ label, used, limit }: { label: string; used: number; limit: number | null }) {
  const { t } = useTranslation()
  return (
    <div className="space-y-1.5">
      <p className="flex justify-between gap-3">
        <span>{label}</span>
        <span className="text-muted tabular-nums">{limit === null ? t('settings.ofAny', { used }) : t('settings.ofLimit', { used, limit })}</span>
      </p>
      {limit === null ? null : <Bar fraction={used / limit} />}
    </div>
  )
}

/** The same as the numbers above it, to be seen at a glance. */
function Bar({ fraction }: { fraction: number }) {
  return (
    <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
      <div className="h-full rounded-full bg-accent" style={{ width: `${Math.min(1, fraction) * 100}%` }} />
    </div>
  )
}
