import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { API_BASE, ApiError, query } from '@/lib/api/http'
import { configQuery } from '@/lib/api/queries'
import { useErrorText } from '@/lib/error-text'

import { useSignIn, type Credentials } from '../api/sign-in'

const schema = z.object({
  email: z.pipe(z.string().check(z.trim(), z.minLength(1, 'required')), z.email('email')),
  password: z.string().check(z.minLength(1, 'required')),
})

/** E-mail and password, and Google where this installation has it. */
export function SignInForm({ next, onSignedIn }: { next?: string; onSignedIn: () => void }) {
  const { t } = useTranslation()
  const signIn = useSignIn()
  const { register, handleSubmit, formState, resetField, setFocus } = useForm<Credentials>({
    resolver: zodResolver(schema),
    defaultValues: { email: '', password: '' },
  })
  const submit = handleSubmit((credentials) =>
    signIn.mutate(credentials, {
      onSuccess: onSignedIn,
      onError: () => {
        resetField('password')
        setFocus('password')
      },
    }),
  )
  const { errors } = formState
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {signIn.error ? <SignInError error={signIn.error} /> : null}
      <Field label={t('signIn.email')} error={errors.email ? t(`signIn.errors.${errors.email.message === 'email' ? 'email' : 'emailRequired'}`) : undefined}>
        {(attributes) => <Input {...attributes} type="email" autoComplete="username" autoFocus {...register('email')} />}
      </Field>
      <Field label={t('signIn.password')} error={errors.password ? t('signIn.errors.passwordRequired') : undefined}>
        {(attributes) => <Input {...attributes} type="password" autoComplete="current-password" {...register('password')} />}
      </Field>
      <Button type="submit" size="lg" className="w-full" busy={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
      <GoogleSignIn next={next} />
    </form>
  )
}

function SignInError({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const refused = error instanceof ApiError && error.status === 401
  return (
    <Alert title={refused ? t('signIn.errors.refused') : t('signIn.errors.failed')}>
      {refused ? t('signIn.errors.refusedHint') : text(error)}
    </Alert>
  )
}

function GoogleSignIn({ next }: { next: string | undefined }) {
  const { t } = useTranslation()
  const config = useQuery(configQuery)
  if (!config.data?.google) return null
  return (
    <>
      <div className="flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        {t('signIn.or')}
      </div>
      <Button asChild variant="outline" size="lg" className="w-full">
        <a href={`${API_BASE}/auth/google/start${query({ next })}`}>{t('signIn.google')}</a>
      </Button>
    </>
  )
}
