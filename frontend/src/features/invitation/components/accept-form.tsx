import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { API_BASE, ApiError } from '@/lib/api/http'
import { AcceptBody } from '@/lib/api/limits'
import { configQuery } from '@/lib/api/queries'
import { beyond, showAtFields, useWrong } from '@/lib/form-errors'
import { newPassword, SHORTEST_PASSWORD } from '@/lib/new-password'

import { useAccept } from '../api/offer'

const { maxLength } = AcceptBody.name

/** Somebody new chooses name and password; somebody with an account only proves that it is theirs. */
const schemaFor = (known: boolean) =>
  z.object({
    name: known ? z.string() : z.string().check(z.trim(), z.minLength(1, 'name'), z.maxLength(maxLength, beyond('tooLong', maxLength))),
    password: known ? z.string().check(z.minLength(1, 'required')) : newPassword,
  })

interface AcceptFormProps {
  token: string
  onAccepted: () => void
}

/** Accepts an invitation as somebody who is not signed in. */
export function AcceptForm({ token, onAccepted }: AcceptFormProps) {
  const { t } = useTranslation()
  const accept = useAccept(token)
  const [known, setKnown] = useState(false)
  const exists = accept.error instanceof ApiError && accept.error.code === 'account_exists'
  const wrong = useWrong('invitation.errors')
  const wrongNew = useWrong('password.errors')
  const form = useForm({ resolver: zodResolver(schemaFor(known)), defaultValues: { name: '', password: '' } })
  const { register, handleSubmit, resetField, clearErrors } = form
  const change = (next: boolean) => {
    setKnown(next)
    clearErrors()
    resetField('password')
  }
  const submit = handleSubmit(({ name, password }) =>
    accept.mutate(known ? { password } : { name, password }, {
      onSuccess: onAccepted,
      onError: (error) => {
        if (error instanceof ApiError && error.code === 'account_exists') change(true)
        else showAtFields(form, error)
      },
    }),
  )
  const { errors } = form.formState
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {exists ? (
        <Alert tone={known ? 'info' : 'danger'} title={t('invitation.existsTitle')}>
          {t('invitation.existsText')}
        </Alert>
      ) : accept.error ? (
        <ErrorState error={accept.error} title={t('invitation.failed')} />
      ) : null}
      {known ? null : (
        <Field label={t('invitation.name')} error={wrong(errors.name)}>
          {(attributes) => <Input {...attributes} autoComplete="name" {...register('name')} />}
        </Field>
      )}
      <PasswordField known={known} wrong={(known ? wrong : wrongNew)(errors.password)} register={() => register('password')} />
      <Button type="submit" size="lg" className="w-full" busy={accept.isPending}>
        {t('invitation.accept')}
      </Button>
      <div className="text-center">
        <Button variant="link" className="min-h-6" onClick={() => change(!known)}>
          {known ? t('invitation.noAccount') : t('invitation.haveAccount')}
        </Button>
      </div>
      <Google token={token} />
    </form>
  )
}

interface PasswordFieldProps {
  known: boolean
  wrong: string | undefined
  register: () => object
}

function PasswordField({ known, wrong, register }: PasswordFieldProps) {
  const { t } = useTranslation()
  return (
    <Field
      label={known ? t('invitation.password') : t('invitation.newPassword')}
      hint={known ? undefined : t('invitation.passwordHint', { limit: SHORTEST_PASSWORD })}
      error={wrong}
    >
      {(attributes) => <Input {...attributes} type="password" autoComplete={known ? 'current-password' : 'new-password'} {...register()} />}
    </Field>
  )
}

function Google({ token }: { token: string }) {
  const { t } = useTranslation()
  const config = useQuery(configQuery)
  if (!config.data?.google) return null
  return (
    <>
      <div className="flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        {t('signIn.or')}
      </div>
      <Button asChild variant="outline" size="lg" className="w-full">
        <a href={`${API_BASE}/auth/google/start?invitation=${encodeURIComponent(token)}`}>{t('invitation.google')}</a>
      </Button>
    </>
  )
}
