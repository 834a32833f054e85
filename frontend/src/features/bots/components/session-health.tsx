import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { Session } from '@/lib/api/types'
import { ago } from '@/lib/time'
import { useNow } from '@/lib/use-now'

import { proofInWords, uptime } from '../proof'

const RENEW_MS = 5000

/** What proves that the session hears, in numbers and in words. */
export function SessionHealth({ session, children }: { session: Session; children?: ReactNode }) {
  const { t, i18n } = useTranslation()
  const now = useNow(RENEW_MS)
  const { uptime_since: up, last_proof_at: proof, health, restarts } = session
  const megabytes = health?.memory_bytes ? Math.round(health.memory_bytes / 1e6) : null
  return (
    <Card aria-label={t('health.title')}>
      <CardHeader>
        <CardTitle>{t('health.title')}</CardTitle>
        {children}
      </CardHeader>
      <CardContent className="space-y-4">
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
          <Fact name={t('health.uptime')} value={up ? uptime(up, i18n.language, now) : '–'} />
          <Fact name={t('health.lastProof')} value={proof ? ago(proof, i18n.language, now) : '–'} />
          <Fact name={t('health.restarts')} value={new Intl.NumberFormat(i18n.language).format(restarts)} />
          <Fact
            name={t('health.memory')}
            value={megabytes === null ? '–' : new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'megabyte' }).format(megabytes)}
          />
        </dl>
        <HistoryProgress session={session} />
        {health ? (
          <ul className="list-disc space-y-1 pl-4 text-muted">
            {proofInWords(health, i18n.language, now, t).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : (
          <p className="text-muted">{t('health.none')}</p>
        )}
      </CardContent>
    </Card>
  )
}

/** How far the chats are read that were on the phone before it was linked; nothing where that is over or not begun. */
function HistoryProgress({ session: { history } }: { session: Session }) {
  const { t } = useTranslation()
  if (history?.finished_at !== null) return null
  const part = history.chats_total > 0 ? history.chats_done / history.chats_total : 0
  return (
    <div className="space-y-1.5">
      <p>{t('health.history', { count: history.chats_total, done: history.chats_done })}</p>
      <div role="progressbar" aria-label={t('health.historyLabel')} aria-valuenow={Math.round(part * 100)} className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div className="h-full origin-left rounded-full bg-accent transition-transform" style={{ transform: `scaleX(${part})` }} />
      </div>
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{value}</dd>
    </div>
  )
}
