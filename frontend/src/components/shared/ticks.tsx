import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import type { MessageStatus } from '@/lib/api/types'
import { cn } from '@/lib/cn'

const icons: Partial<Record<MessageStatus, typeof Check>> = {
  queued: Clock,
  sending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
}

/** How far an outgoing message is: clock, one tick, two ticks, two bright ticks. */
export function Ticks({ status, onDark }: { status: MessageStatus; onDark?: boolean }) {
  const { t } = useTranslation()
  const Icon = icons[status]
  if (!Icon) return null
  const read = onDark ? 'text-[#9df0e4]' : 'text-accent-text'
  return (
    <span role="img" aria-label={t(`message.status.${status}`)} data-status={status}>
      <Icon aria-hidden className={cn('size-3.5', status === 'read' && read, status === 'failed' && !onDark && 'text-danger-text')} />
    </span>
  )
}
