import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { ApiError } from '@/lib/api/http'
import { showAtFields, useWrong } from '@/lib/form-errors'
import { newPassword, SHORTEST_PASSWORD } from '@/lib/new-password'
import { useMe } from '@/lib/powers'

import { useChangePassword } from '../api/account'

const schemaFor = (hasPassword: boolean) =>
  z.object({
    current: hasPassword ? z.string().check(z.minLength(1, 'current')) : z.string(),
    next: newPassword,
  })

/** The form for a new password, or for the first one. */
export function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  // Whether there was one when the form was opened: what it asks must not change while it is sent.
  const { has_password: had } = useMe()
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={had ? t('password.title') : t('password.titleFirst')} description={t('password.text')} className="sm:max-w-md">
        <PasswordForm had={had} onDone={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function PasswordForm({ had, onDone }: { had: boolean; onDone: () => void }) {
  const { t } = useTranslation()
  const { user } = useMe()
  const toast = useToast()
  const change = useChangePassword()
  const wrong = useWrong('password.errors')
  const form = useForm({ resolver: zodResolver(schemaFor(had)), defaultValues: { current: '', next: '' } })
  const { register, handleSubmit, resetField, setFocus } = form
  const { errors } = form.formState
  const submit = handleSubmit(({ current, next }) =>
    change.mutate(had ? { current, new: next } : { new: next }, {
      onSuccess: () => {
        toast({ title: t('password.changed') })
        onDone()
      },
      onError: (error) => {
        if (isWrong(error)) {
          resetField('current')
          setFocus('current')
        } else showAtFields(form, error, { new: 'next', password: 'next' })
      },
    }),
  )
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
      {change.error ? (
        isWrong(change.error) ? (
          <Alert title={t('password.failed')}>{t('password.wrong')}</Alert>
        ) : (
          <ErrorState error={change.error} title={t('password.failed')} />
        )
      ) : null}
      {had ? (
        <Field label={t('password.current')} error={wrong(errors.current)}>
          {(attributes) => <Input {...attributes} type="password" autoComplete="current-password" {...register('current')} />}
        </Field>
      ) : null}
      <Field label={t('password.new')} hint={t('password.hint', { limit: SHORTEST_PASSWORD })} error={wrong(errors.next)}>
        {(attributes) => <Input {...attributes} type="password" autoComplete="new-password" {...register('next')} />}
      </Field>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" busy={change.isPending}>
          {had ? t('password.open') : t('password.openFirst')}
        </Button>
      </DialogFooter>
    </form>
  )
}

function isWrong(error: unknown): boolean {
  return error instanceof ApiError && 'current' in error.fields
}
