import { zodResolver } from '@hookform/resolvers/zod'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { CompletePictureBody } from '@/lib/api/limits'
import { showAtFields, useWrong } from '@/lib/form-errors'

import type { Said } from '../api/pictures'
import { KeywordsInput } from './keywords-input'

const { maxLength } = CompletePictureBody.description
const schema = z.object({
  description: z.string().check(z.trim(), z.minLength(1, 'descriptionRequired'), z.maxLength(maxLength)),
  keywords: z.array(z.string()),
})

interface PictureFormProps {
  said?: Said
  submit: string
  busy: boolean
  /** Why it can't be submitted yet, though it may be filled in already. */
  waiting?: boolean
  error: unknown
  /** Told what was said, and whom to tell why it was refused. */
  onSubmit: (said: Said, onRefused: (error: unknown) => void) => void
  onCancel: () => void
}

/** What a picture shows, and the words of customers that it is an answer to. */
export function PictureForm({ said, submit, busy, waiting = false, error, onSubmit, onCancel }: PictureFormProps) {
  const { t } = useTranslation()
  const wrong = useWrong('pictures')
  const form = useForm<Said>({
    resolver: zodResolver(schema),
    defaultValues: { description: said?.description ?? '', keywords: said?.keywords ?? [] },
  })
  const send = form.handleSubmit((values) => {
    // Enter sends a form whose button is still disabled too.
    if (!waiting) onSubmit(values, (refusal) => void showAtFields(form, refusal))
  })
  return (
    <form onSubmit={send} noValidate className="space-y-3">
      <Field label={t('pictures.description')} hint={t('pictures.descriptionHint')} error={wrong(form.formState.errors.description)}>
        {(attributes) => <Input {...attributes} autoComplete="off" maxLength={maxLength} {...form.register('description')} />}
      </Field>
      <Controller control={form.control} name="keywords" render={({ field }) => <KeywordsInput keywords={field.value} onChange={field.onChange} />} />
      {error ? <ErrorState error={error} title={t('pictures.saveFailed')} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" busy={busy} disabled={waiting}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
