import { useTranslation } from 'react-i18next'

import { Badge, type Tone } from '@/components/ui/badge'
import type { Session, SessionStatus } from '@/lib/api/types'
import { cn } from '@/lib/cn'

const looks: Record<SessionStatus, { tone: Tone; dot: string }> = {
  WORKING: { tone: 'success', dot: 'bg-success' },
  SCAN_QR_CODE: { tone: 'warning', dot: 'bg-warning' },
  STARTING: { tone: 'info', dot: 'bg-info-text animate-pulse' },
  STOPPED: { tone: 'neutral', dot: 'bg-muted' },
  FAILED: { tone: 'danger', dot: 'bg-danger' },
}

/** The live state of a bot's session in one word. */
export function SessionBadge({ session }: { session: Session }) {
  const { t } = useTranslation()
  const { tone, dot } = looks[session.status]
  return (
    <Badge tone={tone}>
      <span aria-hidden className={cn('size-1.5 rounded-full', dot)} />
      {t(`session.status.${session.status}`)}
    </Badge>
  )
}
