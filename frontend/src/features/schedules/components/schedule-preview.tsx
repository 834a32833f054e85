import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { Alert } from '@/components/ui/alert'
import { ApiError } from '@/lib/api/http'
import { useErrorText } from '@/lib/error-text'

import { previewQuery } from '../api/schedules'
import { timing, type Draft } from '../draft'
import { useScheduleText } from '../use-schedule-text'

/** The next five times of the sentence as it stands, and what summer time does to them. */
export function SchedulePreview({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const { moment, odd } = useScheduleText()
  const asked = timing(draft)
  const preview = useQuery(previewQuery(asked))
  return (
    <section aria-label={t('schedules.preview')} aria-live="polite" className="space-y-2 rounded-lg bg-sunken px-3.5 py-3">
      <h3 className="text-sm font-semibold">{t('schedules.next')}</h3>
      {asked === null || preview.isPending ? <p className="text-muted">{t('schedules.previewWaits')}</p> : null}
      {asked !== null && preview.error ? <p className="text-danger-text">{whyNot(preview.error) ?? errorText(preview.error)}</p> : null}
      {asked !== null && preview.data && !preview.error ? (
        <>
          <ol aria-label={t('schedules.next')} className="space-y-0.5 tabular-nums">
            {preview.data.runs.map((run) => (
              <li key={run}>{moment(run, preview.data.time_zone)}</li>
            ))}
          </ol>
          {preview.data.warnings.map((warning) => (
            <Alert key={warning.kind + warning.local} tone="warning" title={odd(warning, preview.data.time_zone)} />
          ))}
        </>
      ) : null}
    </section>
  )
}

/** What the API says about the part that it can't use; it says it better than any sentence about the whole. */
function whyNot(error: Error): string | null {
  return error instanceof ApiError ? (Object.values(error.fields)[0] ?? null) : null
}
