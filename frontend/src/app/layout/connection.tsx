import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'
import { useRealtime } from '@/lib/realtime/context'

const dots = {
  live: 'bg-success',
  connecting: 'bg-info-text animate-pulse',
  reconnecting: 'bg-warning animate-pulse',
  offline: 'bg-danger',
  'signed-out': 'bg-danger',
  closed: 'bg-muted',
} as const

/** Where no bar tells of the connection in words, a line does while there is none; what is written meanwhile waits. */
export function Disconnected({ className }: { className?: string }) {
  const { t } = useTranslation()
  const { state } = useRealtime()
  if (state !== 'offline' && state !== 'reconnecting') return null
  return (
    <div className={cn('shrink-0 border-b bg-warning-soft px-3', className)}>
      <Connection />
      <span className="sr-only">{t('connection.waits')}</span>
    </div>
  )
}

/** Whether what is on the page is live, where there is no room for words: they are told to who can't see the colour. */
export function ConnectionDot() {
  const { t } = useTranslation()
  const { state } = useRealtime()
  const text = t(`connection.${state}`)
  return (
    <div role="status" data-connection={state} title={text} className="grid size-8 place-items-center">
      <span aria-hidden className={cn('size-2 rounded-full', dots[state])} />
      <span className="sr-only">{text}</span>
    </div>
  )
}

/** Whether what is on the page is live. */
export function Connection() {
  const { t } = useTranslation()
  const { state, retryNow } = useRealtime()
  return (
    <div role="status" data-connection={state} className="flex min-h-8 items-center gap-2 text-[0.8125rem] text-muted">
      <span aria-hidden className={cn('size-2 shrink-0 rounded-full', dots[state])} />
      <span>{t(`connection.${state}`)}</span>
      {state === 'reconnecting' || state === 'offline' ? (
        <button type="button" className="min-h-6 font-medium text-accent-text underline underline-offset-2" onClick={retryNow}>
          {t('connection.retry')}
        </button>
      ) : null}
    </div>
  )
}
