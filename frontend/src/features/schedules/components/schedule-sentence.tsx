import type { ComponentProps, ReactNode } from 'react'
import { Controller } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { Input, Select } from '@/components/ui/input'
import type { BotWithSession } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { isTimeZone, timeZones } from '@/lib/time-zones'

import { KINDS, type Draft, type SentenceForm } from '../draft'
import { ACTIONS, WEEKDAYS } from '../types'
import { useScheduleText } from '../use-schedule-text'
import { LeadPicker } from './lead-picker'

interface BlanksProps {
  form: SentenceForm
  /** What stands in the blanks now. */
  draft: Draft
}

interface SentenceProps extends BlanksProps {
  bots: BotWithSession[]
  /** Whether it is the sentence of a schedule that there is, whose bot stays. */
  known: boolean
}

/** What is to be done, by which bot, and when: one sentence, whose blanks are the form. */
export function ScheduleSentence({ form, draft, bots, known }: SentenceProps) {
  const { t } = useTranslation()
  const sends = draft.action === 'send_message'
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2.5 leading-9">
      <Choice aria-label={t('schedules.fields.action')} {...form.register('action')}>
        {ACTIONS.map((action) => (
          <option key={action} value={action}>
            {t(`schedules.actions.${action}`)}
          </option>
        ))}
      </Choice>
      <Word>{sends ? t('schedules.words.from') : t('schedules.words.bot')}</Word>
      {!known && bots.length > 1 ? (
        // Another bot has other leads.
        <Choice aria-label={t('schedules.fields.bot')} {...form.register('bot', { onChange: () => form.setValue('lead', '') })}>
          {bots.map((bot) => (
            <option key={bot.id} value={bot.id}>
              {bot.name}
            </option>
          ))}
        </Choice>
      ) : (
        <strong className="max-w-full truncate font-semibold">{bots.find(({ id }) => id === draft.bot)?.name}</strong>
      )}
      {sends ? (
        <>
          <Word>{t('schedules.words.to')}</Word>
          <Controller
            control={form.control}
            name="lead"
            render={({ field }) => <LeadPicker key={draft.bot} botId={draft.bot} value={field.value} onChange={field.onChange} />}
          />
        </>
      ) : null}
      <Choice aria-label={t('schedules.fields.kind')} {...form.register('kind')}>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`schedules.kinds.${kind}`)}
          </option>
        ))}
      </Choice>
      <Times form={form} draft={draft} />
      <Zone form={form} draft={draft} />
    </div>
  )
}

function Word({ children }: { children: ReactNode }) {
  return <span>{children}</span>
}

/** A word and its blank, which stay on one line. */
function Phrase({ word, children }: { word: string; children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span className="shrink-0">{word}</span>
      {children}
    </span>
  )
}

function Choice(props: Omit<ComponentProps<typeof Select>, 'className'>) {
  return <Select className="inline-block w-auto max-w-full font-medium" {...props} />
}

/** Browsers may add seconds to a time, which the API does not take. */
const wholeMinutes = (length: number) => ({ setValueAs: (value: string) => value.slice(0, length) })

function Times({ form, draft }: BlanksProps): ReactNode {
  const { t } = useTranslation()
  if (draft.kind === 'once') {
    return (
      <Phrase word={t('schedules.words.on')}>
        <Input aria-label={t('schedules.fields.at')} type="datetime-local" className="w-auto min-w-0" {...form.register('at', wholeMinutes(16))} />
      </Phrase>
    )
  }
  if (draft.kind === 'cron') {
    return (
      <Input
        aria-label={t('schedules.fields.expression')}
        aria-describedby="schedule-expression-hint"
        className="w-52 font-mono"
        placeholder="0 9 ? * MON-FRI *"
        autoComplete="off"
        spellCheck={false}
        {...form.register('expression')}
      />
    )
  }
  return (
    <>
      <Word>{t('schedules.words.on')}</Word>
      <Controller control={form.control} name="days" render={({ field }) => <Days days={field.value} onChange={field.onChange} />} />
      <Phrase word={t('schedules.words.at')}>
        <Input aria-label={t('schedules.fields.time')} type="time" className="w-auto" {...form.register('time', wholeMinutes(5))} />
      </Phrase>
    </>
  )
}

function Days({ days, onChange }: { days: Draft['days']; onChange: (days: Draft['days']) => void }) {
  const { t } = useTranslation()
  const { dayName } = useScheduleText()
  return (
    <span role="group" aria-label={t('schedules.fields.days')} className="inline-flex max-w-full flex-wrap gap-1">
      {WEEKDAYS.map((day) => {
        const chosen = days.includes(day)
        return (
          <button
            key={day}
            type="button"
            aria-pressed={chosen}
            onClick={() => onChange(chosen ? days.filter((other) => other !== day) : [...days, day])}
            className={cn(
              'h-9 min-w-10 rounded-md border px-1.5 text-sm transition-colors hover:bg-sunken',
              chosen && 'border-accent bg-accent-soft font-medium text-accent-text hover:bg-accent-soft',
            )}
          >
            {dayName(day)}
          </button>
        )
      })}
    </span>
  )
}

function Zone({ form, draft }: BlanksProps) {
  const { t } = useTranslation()
  return (
    <Phrase word={t('schedules.words.zone')}>
      <Input
        aria-label={t('schedules.fields.zone')}
        aria-invalid={!isTimeZone(draft.zone)}
        aria-describedby={isTimeZone(draft.zone) ? undefined : 'schedule-zone-wrong'}
        list="schedule-zones"
        autoComplete="off"
        spellCheck={false}
        className="w-52 min-w-0"
        {...form.register('zone')}
      />
      <datalist id="schedule-zones">
        {timeZones().map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Phrase>
  )
}
