import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { Alert } from '@/components/ui/alert'
import { useMay } from '@/lib/powers'

import { pressure } from '../amounts'
import { billingQuery } from '../api/billing'

/** On every page of who can do something about it: a payment that failed, bots beyond the plan, messages used up. */
export function BillingBanner() {
  const { t, i18n } = useTranslation()
  const may = useMay('billing')
  const billing = useQuery({ ...billingQuery, enabled: may }).data
  if (!billing) return null
  const grace = billing.subscription.grace
  const { used, limits } = billing.usage
  const time = grace ? new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(grace.until)) : ''
  const silent = pressure(used.messages_received + used.messages_sent, limits.messages) === 'all'
  if (!grace && !silent) return null
  const title = !grace ? t('billing.messagesUsed') : grace.ended ? t('billing.graceEnded') : t(`billing.grace.${grace.reason}`, { time })
  return (
    <Alert
      tone={grace?.ended ? 'danger' : 'warning'}
      title={title}
      className="m-3 mb-0"
      action={
        <Link to="/billing" className="text-accent-text underline">
          {t('billing.look')}
        </Link>
      }
    />
  )
}
