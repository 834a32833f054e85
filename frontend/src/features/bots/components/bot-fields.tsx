import type { FieldErrors, UseFormRegister } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'

import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'

import { BOT_LANGUAGES } from '../templates'

export const botSchema = z.object({
  name: z.string().trim().min(1, 'required').max(80, 'long'),
  prompt: z.string().max(8_000, 'long'),
  language: z.string(),
})

export type BotForm = z.infer<typeof botSchema>

interface BotFieldsProps {
  register: UseFormRegister<BotForm>
  errors: FieldErrors<BotForm>
  disabled?: boolean
}

export function NameField({ register, errors, disabled }: BotFieldsProps) {
  const { t } = useTranslation()
  const error = errors.name ? t(errors.name.message === 'long' ? 'bots.errors.nameLong' : 'bots.errors.nameRequired') : undefined
  return (
    <Field label={t('bots.name')} hint={t('bots.nameHint')} error={error}>
      {(attributes) => <Input {...attributes} autoComplete="off" disabled={disabled} {...register('name')} />}
    </Field>
  )
}

export function LanguageField({ register, disabled }: BotFieldsProps) {
  const { t } = useTranslation()
  return (
    <Field label={t('bots.language')} hint={t('bots.languageHint')}>
      {(attributes) => (
        <Select {...attributes} disabled={disabled} {...register('language')}>
          <option value="">{t('bots.languages.customer')}</option>
          {BOT_LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {t(`bots.languages.${language}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

export function PromptField({ register, errors, disabled }: BotFieldsProps) {
  const { t } = useTranslation()
  return (
    <Field label={t('bots.prompt')} hint={t('bots.promptHint')} error={errors.prompt ? t('bots.errors.promptLong') : undefined}>
      {(attributes) => <Textarea {...attributes} rows={8} disabled={disabled} {...register('prompt')} />}
    </Field>
  )
}
