import { CircleCheck, CircleOff, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { QrCode } from '@/components/shared/qr-code'
import { SessionBadge } from '@/components/shared/session-badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { Session } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { formatDigits } from '@/lib/phone'
import { useSessionText } from '@/lib/session-text'
import { full } from '@/lib/time'

interface ConnectionPanelProps {
  session: Session
  title: string
  /** What can be done, below the code. */
  children?: ReactNode
  className?: string
}

/** The connection to WhatsApp: the code while it has to be scanned, else the state in words. */
export function ConnectionPanel({ session, title, children, className }: ConnectionPanelProps) {
  const sessionText = useSessionText()
  const scanning = session.status === 'SCAN_QR_CODE'
  return (
    <Card className={cn('flex flex-col', className)} aria-label={title}>
      <CardHeader>
        <CardTitle className="truncate">{title}</CardTitle>
        <SessionBadge session={session} />
      </CardHeader>
      <CardContent className="flex flex-1 flex-col items-center gap-4">
        {/* As high in each state, so that nothing below jumps when the code is scanned. */}
        <div className="flex min-h-88 w-full flex-1 flex-col items-center justify-center gap-4">
          {scanning ? <QrCode session={session} /> : <StateInWords session={session} />}
          {scanning ? <p className="max-w-72 text-center text-muted">{sessionText(session)}</p> : null}
        </div>
        {children}
      </CardContent>
    </Card>
  )
}

const icons = { WORKING: CircleCheck, STARTING: LoaderCircle, FAILED: TriangleAlert, STOPPED: CircleOff, SCAN_QR_CODE: LoaderCircle }
const tints = {
  WORKING: 'bg-success-soft text-success-text',
  STARTING: 'bg-info-soft text-info-text',
  FAILED: 'bg-danger-soft text-danger-text',
  STOPPED: 'bg-sunken text-muted',
  SCAN_QR_CODE: 'bg-sunken text-muted',
}

/** How far the chats are read that were on the phone before it was linked; nothing once that is over. */
function HistoryProgress({ history }: { history: Session['history'] }) {
  const { t } = useTranslation()
  if (history?.finished_at !== null) return null
  const { chats_done: done, chats_total: total } = history
  return (
    <p className="flex w-full flex-col items-center gap-1.5 text-xs text-muted">
      {t('session.history', { done, total })}
      <progress className="w-full" value={done} max={Math.max(total, 1)} aria-label={t('session.history', { done, total })} />
    </p>
  )
}

function StateInWords({ session }: { session: Session }) {
  const { t, i18n } = useTranslation()
  const sessionText = useSessionText()
  const Icon = icons[session.status]
  return (
    <div className="flex max-w-72 flex-col items-center gap-3 text-center">
      <span className={cn('grid size-16 place-items-center rounded-full', tints[session.status])}>
        <Icon aria-hidden className={cn('size-8', session.status === 'STARTING' && 'animate-spin')} />
      </span>
      {session.phone ? <p className="text-base font-semibold tabular-nums">{formatDigits(session.phone)}</p> : null}
      <p className="text-muted">{sessionText(session)}</p>
      {session.detail ? <p className="text-xs text-muted">{session.detail}</p> : null}
      <HistoryProgress history={session.history} />
      <p className="text-xs text-muted">{t('session.since', { time: full(session.since, i18n.language) })}</p>
    </div>
  )
}
