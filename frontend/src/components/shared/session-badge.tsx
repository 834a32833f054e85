import { useTranslation } from 'react-i18next'

import { Badge, type Tone } from '@/components/ui/badge'
import type { Session, SessionStatus } from '@/lib/api/types'
import { cn } from '@/lib/cn'

const looks: Record<SessionStatus, { tone: Tone; dot: string }> = {
  WORKING: { tone: 'success', dot: 'bg-success' },
  SCAN_QR_CODE: { tone: 'warning', dot: 'bg-warning' },
  STARTING: { tone: 'info', dot: 'bg-info-text' },
  STOPPED: { tone: 'neutral', dot: 'bg-muted' },
  FAILED: { tone: 'danger', dot: 'bg-danger' },
}

/** The live state of a bot's session in one word. */
export function SessionBadge({ session }: { session: Session }) {
  const { t } = useTranslation()
  return (
    <Badge tone={looks[session.status].tone}>
      <StatusDot status={session.status} className={session.status === 'STARTING' ? 'animate-pulse' : undefined} />
      {t(`session.status.${session.status}`)}
    </Badge>
  )
}

/** A state's colour, beside its word. Only what goes on now moves, never what is past. */
export function StatusDot({ status, className }: { status: SessionStatus; className?: string | undefined }) {
  return <span aria-hidden className={cn('size-1.5 shrink-0 rounded-full', looks[status].dot, className)} />
}
