import { Plus, Trash2 } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import type { BotWithSession } from '@/lib/api/types'

import { faq, MAX_FAQ, type FaqValues } from '../sections/faq'
import { useBotForm, type BotForm } from '../use-bot-form'
import { useWrong } from '../use-wrong'
import { BotFormCard } from './bot-form'

/** Questions that customers ask, with the business's answers. */
export function FaqForm({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const of = useBotForm(bot, faq)
  const { fields, append, remove } = useFieldArray({ control: of.form.control, name: 'faq' })
  return (
    <BotFormCard of={of} title={t('faq.title')} text={t('faq.text')}>
      {fields.length === 0 ? <p className="rounded-lg border border-dashed px-4 py-8 text-center text-muted">{t('faq.empty')}</p> : null}
      <ol aria-label={t('faq.title')} className="space-y-3 empty:hidden">
        {fields.map(({ id }, at) => (
          <Entry key={id} of={of} at={at} onRemove={() => remove(at)} />
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="outline" disabled={fields.length >= MAX_FAQ} onClick={() => append({ question: '', answer: '' })}>
          <Plus aria-hidden />
          {t('faq.add')}
        </Button>
        <span className="text-[0.8125rem] text-muted">{t('faq.count', { count: fields.length, limit: MAX_FAQ })}</span>
      </div>
    </BotFormCard>
  )
}

interface EntryProps {
  of: BotForm<FaqValues>
  at: number
  onRemove: () => void
}

function Entry({ of, at, onRemove }: EntryProps) {
  const { t } = useTranslation()
  const wrong = useWrong()
  const { register, formState } = of.form
  const errors = formState.errors.faq?.[at]
  return (
    <li className="space-y-3 rounded-lg border p-3.5">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Field label={t('faq.question')} error={wrong(errors?.question)}>
            {(attributes) => <Input {...attributes} autoComplete="off" placeholder={t('faq.questionExample')} {...register(`faq.${at}.question`)} />}
          </Field>
        </div>
        <Button variant="ghost" size="icon" className="mt-6.5" aria-label={t('faq.remove', { number: at + 1 })} onClick={onRemove}>
          <Trash2 />
        </Button>
      </div>
      <Field label={t('faq.answer')} error={wrong(errors?.answer)}>
        {(attributes) => <Textarea {...attributes} rows={2} className="min-h-16" placeholder={t('faq.answerExample')} {...register(`faq.${at}.answer`)} />}
      </Field>
    </li>
  )
}
