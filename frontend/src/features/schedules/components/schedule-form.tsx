import { useDeferredValue, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import type { BotWithSession } from '@/lib/api/types'
import { isTimeZone } from '@/lib/time-zones'

import { useSaveSchedule } from '../api/schedules'
import { draftOf, planOf, type Draft } from '../draft'
import type { Schedule } from '../types'
import { SchedulePreview } from './schedule-preview'
import { ScheduleSentence } from './schedule-sentence'

interface ScheduleFormProps {
  bots: BotWithSession[]
  known: Schedule | null
  zone: string
  onSaved: () => void
}

/** A schedule as a sentence with blanks, and below it when that is. */
export function ScheduleForm({ bots, known: now, zone, onSaved }: ScheduleFormProps) {
  const { t } = useTranslation()
  // What was read when the form opened: a change that comes meanwhile must not be overwritten unseen.
  const [known] = useState(now)
  const [draft, setDraft] = useState<Draft>(() => draftOf(known, zone))
  const [botId, setBotId] = useState(known?.bot_id ?? bots[0]?.id ?? '')
  const shown = useDeferredValue(draft)
  const save = useSaveSchedule()
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const takeBot = (id: string) => {
    setBotId(id)
    // Another bot has other leads.
    change({ lead: '' })
  }
  const plan = planOf(draft)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (plan) save.mutate({ botId, plan, known }, { onSuccess: onSaved })
  }
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <ScheduleSentence draft={draft} change={change} bots={bots} botId={botId} onBot={known === null ? takeBot : undefined} />
      {draft.kind === 'cron' ? (
        <p id="schedule-expression-hint" className="text-[0.8125rem] text-muted">
          {t('schedules.expressionHint')}
        </p>
      ) : null}
      {isTimeZone(draft.zone) ? null : (
        <p id="schedule-zone-wrong" className="text-[0.8125rem] text-danger-text">
          {t('schedules.zoneWrong')}
        </p>
      )}
      {draft.action === 'send_message' ? (
        <Field label={t('schedules.fields.text')} hint={t('schedules.textHint')}>
          {(attributes) => <Textarea {...attributes} maxLength={4096} value={draft.text} onChange={({ target }) => change({ text: target.value })} />}
        </Field>
      ) : null}
      <SchedulePreview draft={shown} />
      {save.error ? <ErrorState error={save.error} title={t('schedules.saveFailed')} /> : null}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" disabled={!plan} busy={save.isPending}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}
