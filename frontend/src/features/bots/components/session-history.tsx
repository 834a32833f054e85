import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { StatusDot } from '@/components/shared/session-badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { Transition } from '@/lib/api/types'
import { useSessionText } from '@/lib/session-text'
import { full } from '@/lib/time'

import { sessionHistoryQuery } from '../api/session'

/** What the session went through lately, newest first; it grows by itself. */
export function SessionHistory({ botId }: { botId: string }) {
  const { t } = useTranslation()
  const history = useQuery(sessionHistoryQuery(botId))
  return (
    <Card aria-label={t('sessionHistory.title')}>
      <CardHeader>
        <CardTitle>{t('sessionHistory.title')}</CardTitle>
      </CardHeader>
      {history.isPending ? (
        <CardContent aria-hidden className="space-y-3">
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} className="h-9" />
          ))}
        </CardContent>
      ) : null}
      {history.isError && !history.data ? (
        <ErrorState error={history.error} title={t('sessionHistory.loadFailed')} retry={() => void history.refetch()} className="m-4" />
      ) : null}
      {history.data?.length === 0 ? <p className="p-4 text-muted">{t('sessionHistory.empty')}</p> : null}
      {history.data && history.data.length > 0 ? (
        // What scrolls must be reachable by keyboard.
        <ol tabIndex={0} aria-label={t('sessionHistory.title')} className="max-h-96 divide-y overflow-y-auto">
          {history.data.map((one) => (
            <Row key={one.at + one.status} transition={one} />
          ))}
        </ol>
      ) : null}
    </Card>
  )
}

function Row({ transition: { at, status, reason, remedy, detail } }: { transition: Transition }) {
  const { t, i18n } = useTranslation()
  const sessionText = useSessionText()
  const why = status === 'WORKING' ? null : sessionText({ status, reason, remedy: null })
  return (
    <li className="grid items-start gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[9rem_minmax(0,1fr)_auto]">
      <span className="flex items-center gap-2 font-medium">
        <StatusDot status={status} />
        {t(`session.status.${status}`)}
      </span>
      <span className="text-muted">
        {why}
        {detail ? <span className="block text-xs">{detail}</span> : null}
        {remedy ? <span className="block text-xs">{t(`sessionHistory.remedy.${remedy}`)}</span> : null}
      </span>
      <time dateTime={at} className="text-xs text-muted tabular-nums sm:text-right sm:leading-5">
        {full(at, i18n.language)}
      </time>
    </li>
  )
}
