import type { FieldErrors, UseFormRegister } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'

import type { BehaviourValues } from '../sections/behaviour'
import { BOT_LANGUAGES } from '../templates'
import { useWrong } from '../use-wrong'

interface BotFieldsProps {
  register: UseFormRegister<BehaviourValues>
  errors: FieldErrors<BehaviourValues>
}

export function NameField({ register, errors }: BotFieldsProps) {
  const { t } = useTranslation()
  const wrong = useWrong()
  return (
    <Field label={t('bots.name')} hint={t('bots.nameHint')} error={wrong(errors.name)}>
      {(attributes) => <Input {...attributes} autoComplete="off" {...register('name')} />}
    </Field>
  )
}

export function LanguageField({ register, errors }: BotFieldsProps) {
  const { t } = useTranslation()
  const wrong = useWrong()
  return (
    <Field label={t('bots.language')} hint={t('bots.languageHint')} error={wrong(errors.language)}>
      {(attributes) => (
        <Select {...attributes} {...register('language')}>
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

export function PromptField({ register, errors, rows = 8 }: BotFieldsProps & { rows?: number }) {
  const { t } = useTranslation()
  const wrong = useWrong()
  return (
    <Field label={t('bots.prompt')} hint={t('bots.promptHint')} error={wrong(errors.prompt)}>
      {(attributes) => <Textarea {...attributes} rows={rows} {...register('prompt')} />}
    </Field>
  )
}
