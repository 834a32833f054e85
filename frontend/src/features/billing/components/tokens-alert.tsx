import { useTranslation } from 'react-i18next'

import { Alert } from '@/components/ui/alert'
import { full } from '@/lib/time'
import { useNow } from '@/lib/use-now'

import type { Billing } from '../api/billing'

const DAY = 24 * 60 * 60 * 1000
const MINUTE = 60 * 1000

/** Says that the model's tokens of a day are used up, for as long as that may still be so. */
export function TokensAlert({ reached }: { reached: Billing['reached'] }) {
  const { t, i18n } = useTranslation()
  const now = useNow(MINUTE)
  const tokens = reached.find((limit) => limit.name === 'ai_tokens_per_day')
  if (!tokens || now - Date.parse(tokens.at) > DAY) return null
  const allowed = tokens.allowed.toLocaleString(i18n.language)
  return <Alert tone="warning" title={t('billing.tokensUsedUp', { allowed, time: full(tokens.at, i18n.language) })} />
}
