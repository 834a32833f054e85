import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ApiError } from '@/lib/api/http'
import { PairingCodeBody } from '@/lib/api/limits'
import type { Session } from '@/lib/api/types'
import { useNow } from '@/lib/use-now'

import { pairingQuery, usePairingCode } from '../api/session'

const { maxLength } = PairingCodeBody.phone
// What makes a number whole, the API knows.
const schema = z.object({ phone: z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLength)) })

/** The other way to link a phone: a code to type instead of one to scan. */
export function PairingCode({ session }: { session: Session }) {
  const { t } = useTranslation()
  const ask = usePairingCode(session.bot_id)
  const waiting = ask.isSuccess && session.pairing_code === null && session.pairing_error === null
  useQuery({ ...pairingQuery, enabled: waiting })
  return (
    <section aria-label={t('pairing.title')} className="w-full space-y-3 border-t pt-4">
      <div className="space-y-0.5">
        <h3 className="font-medium">{t('pairing.title')}</h3>
        <p className="text-muted">{t('pairing.text')}</p>
      </div>
      {session.pairing_code ? <Code code={session.pairing_code} until={session.pairing_code_until} /> : null}
      {session.pairing_error && !waiting ? (
        <Alert tone="warning" title={t('pairing.failed')}>
          {session.pairing_error}
        </Alert>
      ) : null}
      {ask.error && !isAboutNumber(ask.error) ? <ErrorState error={ask.error} title={t('pairing.failed')} /> : null}
      <NumberForm
        busy={ask.isPending || waiting}
        again={session.pairing_code !== null}
        onAsk={(phone, onRefused) => ask.mutate(phone, { onError: (error) => (isAboutNumber(error) ? onRefused() : undefined) })}
      />
    </section>
  )
}

function isAboutNumber(error: unknown): boolean {
  return error instanceof ApiError && 'phone' in error.fields
}

interface NumberFormProps {
  busy: boolean
  again: boolean
  /** Told what was entered, and whom to tell that it is no number. */
  onAsk: (phone: string, onRefused: () => void) => void
}

function NumberForm({ busy, again, onAsk }: NumberFormProps) {
  const { t } = useTranslation()
  const { register, handleSubmit, formState, setError } = useForm({ resolver: zodResolver(schema), defaultValues: { phone: '' } })
  const submit = handleSubmit(({ phone }) => onAsk(phone, () => setError('phone', { type: 'api' }, { shouldFocus: true })))
  return (
    <form onSubmit={submit} noValidate className="space-y-2">
      <Field label={t('pairing.phone')} error={formState.errors.phone ? t('pairing.phoneWrong') : undefined}>
        {(attributes) => (
          <Input {...attributes} type="tel" autoComplete="off" placeholder="+55 11 90000-0000" maxLength={maxLength} {...register('phone')} />
        )}
      </Field>
      <Button type="submit" variant="outline" size="sm" busy={busy}>
        {again ? t('pairing.askAgain') : t('pairing.ask')}
      </Button>
    </form>
  )
}

function Code({ code, until }: { code: string; until: string | null }) {
  const { t } = useTranslation()
  const now = useNow(1000)
  const seconds = until === null ? null : Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))
  return (
    <div role="status" className="rounded-lg border bg-sunken px-4 py-3 text-center">
      <p className="font-mono text-2xl font-semibold tracking-[0.2em]" data-testid="pairing-code">
        {code}
      </p>
      <p className="text-[0.8125rem] text-muted">{t('pairing.how')}</p>
      {seconds === null ? null : (
        <p aria-live="off" className="text-[0.8125rem] text-muted tabular-nums">
          {seconds > 0 ? t('pairing.remaining', { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') }) : t('pairing.over')}
        </p>
      )}
    </div>
  )
}
