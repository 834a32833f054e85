import { useTranslation } from 'react-i18next'

import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import type { FieldType } from '@/lib/api/types'

import { FIELD_TYPES, type LeadFieldsValues } from '../sections/lead-fields'
import type { BotForm } from '../use-bot-form'
import { useWrong } from '../use-wrong'

interface OwnFieldInputsProps {
  of: BotForm<LeadFieldsValues>
  at: number
  type: FieldType
}

/** What a field of the bot's own is called, what its values are, and how to ask for it. */
export function OwnFieldInputs({ of, at, type }: OwnFieldInputsProps) {
  const { t } = useTranslation()
  const wrong = useWrong()
  const { register, formState } = of.form
  const errors = formState.errors.rows?.[at]
  return (
    <div className="mt-3.5 grid gap-4 border-t pt-3.5 sm:grid-cols-2">
      <Field label={t('leadFields.label')} error={wrong(errors?.label)}>
        {(attributes) => <Input {...attributes} autoComplete="off" {...register(`rows.${at}.label`)} />}
      </Field>
      <Field label={t('leadFields.type')} hint={t(`leadFields.typeHint.${type}`)}>
        {(attributes) => (
          <Select {...attributes} {...register(`rows.${at}.type`)}>
            {FIELD_TYPES.map((one) => (
              <option key={one} value={one}>
                {t(`leadFields.types.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {type === 'choice' ? (
        <Field label={t('leadFields.options')} hint={t('leadFields.optionsHint')} error={wrong(errors?.options)}>
          {(attributes) => <Textarea {...attributes} rows={3} {...register(`rows.${at}.options`)} />}
        </Field>
      ) : null}
      <Field label={t('leadFields.question')} hint={t('leadFields.questionHint')} error={wrong(errors?.question)}>
        {(attributes) => <Input {...attributes} autoComplete="off" {...register(`rows.${at}.question`)} />}
      </Field>
    </div>
  )
}
