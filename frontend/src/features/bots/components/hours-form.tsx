import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { SwitchField } from '@/components/ui/switch'
import type { BotWithSession } from '@/lib/api/types'
import { timeIn, timeZones } from '@/lib/time-zones'
import { useNow } from '@/lib/use-now'

import { hours, spanOf } from '../sections/hours'
import { useBotForm } from '../use-bot-form'
import { useWrong } from '../use-wrong'
import { BotFormCard } from './bot-form'
import { DayChoice } from './day-choice'

const RENEW_MS = 10_000

/** When the bot answers, and what it says to who writes at other times. */
export function HoursForm({ bot }: { bot: BotWithSession }) {
  const { t, i18n } = useTranslation()
  const wrong = useWrong()
  const of = useBotForm(bot, hours)
  const { register, control, formState, setValue } = of.form
  const { on, time_zone: zone, days, opens, closes } = useWatch({ control })
  const now = useNow(RENEW_MS)
  const { errors } = formState
  return (
    <BotFormCard of={of} title={t('hours.title')} text={t('hours.text')}>
      <SwitchField
        label={t('hours.on')}
        hint={on ? t('hours.onHint') : t('hours.offHint')}
        checked={on ?? false}
        onChange={(checked) => setValue('on', checked, { shouldDirty: true })}
      />
      {on ? (
        <>
          <DayChoice days={days ?? []} onChange={(chosen) => setValue('days', chosen, { shouldDirty: true, shouldValidate: true })} error={wrong(errors.days)} />
          <div className="grid gap-4 sm:grid-cols-3">
            <Field label={t('hours.opens')} error={wrong(errors.opens)}>
              {(attributes) => <Input {...attributes} type="time" {...register('opens')} />}
            </Field>
            <Field label={t('hours.closes')} hint={t(`hours.span.${spanOf({ opens: opens ?? '', closes: closes ?? '' })}`)} error={wrong(errors.closes)}>
              {(attributes) => <Input {...attributes} type="time" {...register('closes')} />}
            </Field>
            <Field label={t('hours.zone')} hint={t('hours.zoneNow', { time: timeIn(zone ?? '', i18n.language, now) ?? '–' })} error={wrong(errors.time_zone)}>
              {(attributes) => <Input {...attributes} list="bot-time-zones" autoComplete="off" {...register('time_zone')} />}
            </Field>
            <datalist id="bot-time-zones">
              {timeZones().map((name) => (
                <option key={name} value={name} label={name.replaceAll('_', ' ')} />
              ))}
            </datalist>
          </div>
          <Field label={t('hours.away')} hint={t('hours.awayHint')} error={wrong(errors.away)}>
            {(attributes) => <Textarea {...attributes} rows={3} {...register('away')} />}
          </Field>
        </>
      ) : null}
    </BotFormCard>
  )
}
