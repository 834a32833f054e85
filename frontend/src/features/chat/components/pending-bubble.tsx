import { Clock, FileText, WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { useErrorText } from '@/lib/error-text'

import type { Pending } from '../api/send-message'
import { useFileUrl } from './attachment'

interface PendingBubbleProps {
  pending: Pending
  onRetry: () => void
  onDiscard: () => void
}

/** A message that the API has not taken yet. */
export function PendingBubble({ pending, onRetry, onDiscard }: PendingBubbleProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const url = useFileUrl(pending.file)
  const Icon = pending.state === 'waiting' ? WifiOff : Clock
  return (
    <li className="flex flex-col items-end px-1 pt-1" data-pending={pending.state}>
      <div className="max-w-[85%] rounded-2xl rounded-br-sm bg-vendor-bubble px-3.5 py-2 text-vendor-bubble-foreground opacity-85 sm:max-w-[72%]">
        {url ? <img src={url} alt={t('composer.preview')} className="my-1 max-h-60 rounded-lg" /> : null}
        {pending.file && !url ? (
          <p className="flex items-center gap-2">
            <FileText aria-hidden className="size-5 shrink-0" />
            <span className="[overflow-wrap:anywhere]">{pending.file.name}</span>
          </p>
        ) : null}
        <p dir="auto" className="[overflow-wrap:anywhere] whitespace-pre-wrap">
          {pending.text}
        </p>
        {pending.state === 'failed' ? null : (
          <p className="flex min-h-6 items-center justify-end gap-1.5 text-[0.6875rem]">
            <Icon aria-hidden className="size-3" />
            {pending.state === 'waiting' ? t('message.waiting') : t('message.sending')}
          </p>
        )}
      </div>
      {pending.state === 'failed' ? (
        <p role="alert" className="flex max-w-[85%] flex-wrap items-center justify-end gap-x-3 pt-1 text-right text-xs text-danger-text">
          <span>{t('message.notTaken', { reason: text(pending.error) })}</span>
          <button type="button" className="min-h-6 font-semibold underline underline-offset-2" onClick={onRetry}>
            {t('common.retry')}
          </button>
          <button type="button" className="min-h-6 underline underline-offset-2" onClick={onDiscard}>
            {t('common.discard')}
          </button>
        </p>
      ) : null}
    </li>
  )
}
