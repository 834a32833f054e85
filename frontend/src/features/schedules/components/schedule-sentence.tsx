import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Input, Select } from '@/components/ui/input'
import type { BotWithSession } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { isTimeZone, timeZones } from '@/lib/time-zones'

import type { Draft } from '../draft'
import { ACTIONS, WEEKDAYS, type Action, type When } from '../types'
import { useScheduleText } from '../use-schedule-text'
import { LeadPicker } from './lead-picker'

type Change = (part: Partial<Draft>) => void

interface SentenceProps {
  draft: Draft
  change: Change
  bots: BotWithSession[]
  botId: string
  /** Undefined where it is known whose schedule this is. */
  onBot: ((botId: string) => void) | undefined
}

/** What is to be done, by which bot, and when: one sentence, whose blanks are the form. */
export function ScheduleSentence({ draft, change, bots, botId, onBot }: SentenceProps) {
  const { t } = useTranslation()
  const sends = draft.action === 'send_message'
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2.5 leading-9">
      <Choice label={t('schedules.fields.action')} value={draft.action} onChange={(action) => change({ action: action as Action })}>
        {ACTIONS.map((action) => (
          <option key={action} value={action}>
            {t(`schedules.actions.${action}`)}
          </option>
        ))}
      </Choice>
      <Word>{sends ? t('schedules.words.from') : t('schedules.words.bot')}</Word>
      {onBot && bots.length > 1 ? (
        <Choice label={t('schedules.fields.bot')} value={botId} onChange={onBot}>
          {bots.map((bot) => (
            <option key={bot.id} value={bot.id}>
              {bot.name}
            </option>
          ))}
        </Choice>
      ) : (
        <strong className="max-w-full truncate font-semibold">{bots.find(({ id }) => id === botId)?.name}</strong>
      )}
      {sends ? (
        <>
          <Word>{t('schedules.words.to')}</Word>
          <LeadPicker key={botId} botId={botId} value={draft.lead} onChange={(lead) => change({ lead })} />
        </>
      ) : null}
      <Choice label={t('schedules.fields.kind')} value={draft.kind} onChange={(kind) => change({ kind: kind as When['kind'] })}>
        {(['once', 'weekly', 'cron'] as const).map((kind) => (
          <option key={kind} value={kind}>
            {t(`schedules.kinds.${kind}`)}
          </option>
        ))}
      </Choice>
      <Times draft={draft} change={change} />
      <Zone draft={draft} change={change} />
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

interface ChoiceProps {
  label: string
  value: string
  onChange: (value: string) => void
  children: ReactNode
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <Select aria-label={label} className="inline-block w-auto max-w-full font-medium" value={value} onChange={({ target }) => onChange(target.value)}>
      {children}
    </Select>
  )
}

function Times({ draft, change }: { draft: Draft; change: Change }): ReactNode {
  const { t } = useTranslation()
  if (draft.kind === 'once') {
    return (
      <Phrase word={t('schedules.words.on')}>
        <Input
          aria-label={t('schedules.fields.at')}
          type="datetime-local"
          className="w-auto min-w-0"
          value={draft.at}
          onChange={({ target }) => change({ at: target.value.slice(0, 16) })}
        />
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
        value={draft.expression}
        onChange={({ target }) => change({ expression: target.value })}
      />
    )
  }
  return (
    <>
      <Word>{t('schedules.words.on')}</Word>
      <Days draft={draft} change={change} />
      <Phrase word={t('schedules.words.at')}>
        <Input
          aria-label={t('schedules.fields.time')}
          type="time"
          className="w-auto"
          value={draft.time}
          onChange={({ target }) => change({ time: target.value.slice(0, 5) })}
        />
      </Phrase>
    </>
  )
}

function Days({ draft, change }: { draft: Draft; change: Change }) {
  const { t } = useTranslation()
  const { dayName } = useScheduleText()
  return (
    <span role="group" aria-label={t('schedules.fields.days')} className="inline-flex max-w-full flex-wrap gap-1">
      {WEEKDAYS.map((day) => {
        const chosen = draft.days.includes(day)
        return (
          <button
            key={day}
            type="button"
            aria-pressed={chosen}
            onClick={() => change({ days: chosen ? draft.days.filter((other) => other !== day) : [...draft.days, day] })}
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

function Zone({ draft, change }: { draft: Draft; change: Change }) {
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
        value={draft.zone}
        onChange={({ target }) => change({ zone: target.value })}
      />
      <datalist id="schedule-zones">
        {timeZones().map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Phrase>
  )
}
