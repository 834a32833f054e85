import { zodResolver } from '@hookform/resolvers/zod'
import { useDeferredValue, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { DialogClose, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import type { BotWithSession } from '@/lib/api/types'
import { showAtFields } from '@/lib/form-errors'
import { isTimeZone } from '@/lib/time-zones'

import { useSaveSchedule } from '../api/schedules'
import { draftOf, LONGEST_TEXT, planOf, sentence, type Draft } from '../draft'
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
  const form = useForm<Draft, unknown, z.output<typeof sentence>>({
    resolver: zodResolver(sentence),
    defaultValues: draftOf(known, bots[0]?.id ?? '', zone),
  })
  const draft = useWatch({ control: form.control, compute: (values) => values })
  const shown = useDeferredValue(draft)
  const save = useSaveSchedule()
  const submit = form.handleSubmit((said) =>
    save.mutate({ ...said, known }, { onSuccess: onSaved, onError: (error) => void showAtFields(form, error) }),
  )
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <ScheduleSentence form={form} draft={draft} bots={bots} known={known !== null} />
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
        <Field label={t('schedules.fields.text')} hint={t('schedules.textHint')} error={form.formState.errors.text?.message}>
          {(attributes) => <Textarea {...attributes} maxLength={LONGEST_TEXT} {...form.register('text')} />}
        </Field>
      ) : null}
      <SchedulePreview draft={shown} />
      {save.error ? <ErrorState error={save.error} title={t('schedules.saveFailed')} /> : null}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" disabled={planOf(draft) === null} busy={save.isPending}>
          {t('common.save')}
        </Button>
      </DialogFooter>
    </form>
  )
}
