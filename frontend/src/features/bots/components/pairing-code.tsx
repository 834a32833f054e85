import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Session } from '@/lib/api/types'
import { useNow } from '@/lib/use-now'

import { pairingQuery, usePairingCode } from '../api/session'

const SHORTEST_NUMBER = 8

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
      {ask.error ? <ErrorState error={ask.error} title={t('pairing.failed')} /> : null}
      <NumberForm busy={ask.isPending || waiting} again={session.pairing_code !== null} onAsk={(phone) => ask.mutate(phone)} />
    </section>
  )
}

interface NumberFormProps {
  busy: boolean
  again: boolean
  onAsk: (phone: string) => void
}

function NumberForm({ busy, again, onAsk }: NumberFormProps) {
  const { t } = useTranslation()
  const [phone, setPhone] = useState('')
  const [wrong, setWrong] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const short = phone.replace(/\D/g, '').length < SHORTEST_NUMBER
    setWrong(short)
    if (!short) onAsk(phone)
  }
  return (
    <form onSubmit={submit} noValidate className="space-y-2">
      <Field label={t('pairing.phone')} error={wrong ? t('pairing.phoneWrong') : undefined}>
        {(attributes) => (
          <Input
            {...attributes}
            type="tel"
            autoComplete="off"
            placeholder="+55 11 90000-0000"
            value={phone}
            onChange={({ target }) => setPhone(target.value)}
          />
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
