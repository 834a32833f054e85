import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { SwitchField } from '@/components/ui/switch'
import type { BotWithSession } from '@/lib/api/types'

import { features, FLAGS, LONGEST_WAIT_S } from '../sections/features'
import { useBotForm } from '../use-bot-form'
import { useWrong } from '../use-wrong'
import { BotFormCard } from './bot-form'

/** What the bot does beyond answering, and how patient it is. */
export function FeaturesForm({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const wrong = useWrong()
  const of = useBotForm(bot, features)
  const { register, control, formState, setValue } = of.form
  const values = useWatch({ control })
  const { errors } = formState
  return (
    <BotFormCard of={of} title={t('features.title')} text={t('features.text')}>
      {FLAGS.map((flag) => (
        <SwitchField
          key={flag}
          label={t(`features.flags.${flag}`)}
          hint={t(`features.hints.${flag}`)}
          checked={values[flag] ?? false}
          onChange={(checked) => setValue(flag, checked, { shouldDirty: true })}
        />
      ))}
      <SwitchField
        label={t('features.welcome')}
        hint={t('features.welcomeHint')}
        checked={values.welcome ?? false}
        onChange={(checked) => setValue('welcome', checked, { shouldDirty: true })}
      />
      {values.welcome ? (
        <Field label={t('features.welcomeText')} error={wrong(errors.welcome_text)}>
          {(attributes) => <Textarea {...attributes} rows={3} {...register('welcome_text')} />}
        </Field>
      ) : null}
      <div className="grid gap-4 border-t pt-4 sm:grid-cols-2">
        <Field label={t('features.wait')} hint={t('features.waitHint')} error={wrong(errors.wait)}>
          {(attributes) => <Input {...attributes} type="number" min={0} max={LONGEST_WAIT_S} step="any" inputMode="decimal" {...register('wait')} />}
        </Field>
        <Field label={t('features.handBack')} hint={t('features.handBackHint')} error={wrong(errors.hand_back)}>
          {(attributes) => <Input {...attributes} inputMode="numeric" autoComplete="off" placeholder={t('features.never')} {...register('hand_back')} />}
        </Field>
      </div>
    </BotFormCard>
  )
}
