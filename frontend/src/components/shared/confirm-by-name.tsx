import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface ConfirmByNameProps {
  /** What is to be typed, of the thing that will be gone. */
  name: string
  label: string
  /** What is said where something else was typed. */
  wrong: string
  /** The deed, as a verb. */
  confirm: string
  busy: boolean
  error: unknown
  /** What could not be done, above the error's own words. */
  errorTitle: string
  onConfirm: () => void
}

/** A form within a dialog that does what can't be undone, once the name is typed by hand. */
export function ConfirmByName({ name, label, wrong, confirm, busy, error, errorTitle, onConfirm }: ConfirmByNameProps) {
  const { t } = useTranslation()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(z.object({ typed: z.string().check(z.refine((typed) => typed.trim() === name)) })),
    defaultValues: { typed: '' },
  })
  return (
    <form onSubmit={handleSubmit(onConfirm)} noValidate className="space-y-4">
      <Field label={label} hint={name} error={formState.errors.typed ? wrong : undefined}>
        {(attributes) => <Input {...attributes} autoComplete="off" spellCheck={false} {...register('typed')} />}
      </Field>
      {error ? <ErrorState error={error} title={errorTitle} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" variant="danger" busy={busy}>
          {confirm}
        </Button>
      </div>
    </form>
  )
}
