import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { ApiError } from '@/lib/api/http'
import { useErrorText } from '@/lib/error-text'

interface ErrorStateProps {
  error: unknown
  /** What could not be done, as a sentence. */
  title: string
  retry?: () => void
  className?: string
}

/** What happened, and how to go on. */
export function ErrorState({ error, title, retry, className }: ErrorStateProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  return (
    <Alert
      title={title}
      className={className}
      action={
        retry ? (
          <Button variant="outline" size="sm" onClick={retry}>
            <RotateCcw aria-hidden />
            {t('common.retry')}
          </Button>
        ) : null
      }
    >
      {text(error)}
      {error instanceof ApiError && error.code === 'limit_reached' ? <WhatWouldHelp limit={error.limit} /> : null}
    </Alert>
  )
}

/** How much of the limit is used, the plan that allows more, and the way there. */
function WhatWouldHelp({ limit }: { limit: ApiError['limit'] }) {
  const { t, i18n } = useTranslation()
  const number = (value: number) => value.toLocaleString(i18n.language)
  const { used = null, allowed = null, larger: [larger] = [] } = limit ?? {}
  return (
    <>
      {used !== null && allowed !== null ? <p className="tabular-nums">{t('billing.limitUsed', { used: number(used), limit: number(allowed) })}</p> : null}
      {larger ? (
        <p>{t('billing.planAllows', { plan: t(`billing.plans.${larger.plan as 'pro'}`), count: larger.allowed === null ? t('billing.any') : number(larger.allowed) })}</p>
      ) : null}
      <a href="/billing" className="mt-1 block text-accent-text underline">
        {t('billing.seePlans')}
      </a>
    </>
  )
}
