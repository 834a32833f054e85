import { useTranslation } from 'react-i18next'

import { useErrorText } from '@/lib/error-text'
import type { Message } from '@/lib/api/types'

import { useRetryMessage } from '../api/retry-message'

/** The reasons that have texts of their own; others are newer than this page. */
const FAILURES = [
  'expired',
  'not_on_whatsapp',
  'not_sendable',
  'refused_by_whatsapp',
  'rejected_by_whatsapp',
  'page_error',
  'arrived_before',
  'file_missing',
  'file_too_large',
  'no_ack',
] as const
const WAITS = ['new_contact_gap', 'new_contacts', 'hourly_limit', 'daily_limit', 'sending_off'] as const

interface OutcomeProps {
  message: Message
  leadId: string
  /** Whether this person may have it tried again. */
  mayRetry: boolean
}

/** What people have to know of a message that is not on its way: why, and what they can do. */
export function Outcome({ message, leadId, mayRetry }: OutcomeProps) {
  if (message.status === 'failed') return <Failed message={message} leadId={leadId} mayRetry={mayRetry} />
  return message.status === 'queued' && message.reason ? <Waiting reason={message.reason} /> : null
}

function Waiting({ reason }: { reason: string }) {
  const { t } = useTranslation()
  const known = WAITS.find((one) => one === reason)
  return known ? <p className="max-w-[85%] pt-1 text-right text-xs text-muted">{t(`message.held.${known}`)}</p> : null
}

function Failed({ message, leadId, mayRetry }: OutcomeProps) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const retry = useRetryMessage(leadId)
  const known = FAILURES.find((one) => one === message.reason)
  const reason = known ? t(`message.why.${known}`) : (message.reason_text ?? message.reason ?? t('message.noReason'))
  return (
    <p className="flex max-w-[85%] flex-wrap items-center justify-end gap-x-2 pt-1 text-right text-xs text-danger-text">
      <span>{t('message.failed', { reason })}</span>
      {message.retried_as ? <span className="text-muted">{t('message.retried')}</span> : null}
      {mayRetry && !message.retried_as ? (
        <button
          type="button"
          disabled={retry.isPending}
          className="min-h-6 font-semibold underline underline-offset-2 disabled:opacity-60"
          onClick={() => retry.mutate(message)}
        >
          {t('common.retry')}
        </button>
      ) : null}
      {retry.isError ? <span role="alert">{t('message.notTaken', { reason: errorText(retry.error) })}</span> : null}
    </p>
  )
}
