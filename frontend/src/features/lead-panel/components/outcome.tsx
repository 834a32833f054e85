import { RotateCcw } from 'lucide-react'
import { useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { ApiError } from '@/lib/api/http'
import { CloseBody } from '@/lib/api/limits'
import type { LeadWithChat } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useErrorText } from '@/lib/error-text'
import { useCloseStale, useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'

import { useClose, useStep, type Outcome as End } from '../api/sell'

const { outcome: ends, reason: why } = CloseBody

/** How the lead ended, or the way to say so; one that ended can be reopened. */
export function Outcome({ lead }: { lead: LeadWithChat }) {
  const { t } = useTranslation()
  const may = useMay('leads.write')
  const reopen = useStep(lead.id)
  const form = useOpened('close')
  const toast = useToast()
  const text = useErrorText()
  const closed = lead.status === 'won' || lead.status === 'lost'
  useCloseStale(form, form.value === true && (closed || !may))
  if (!may && !closed) return null
  return (
    <section aria-label={t('outcome.title')} className="space-y-2.5">
      <h2 className="font-semibold">{t('outcome.title')}</h2>
      {closed ? (
        <>
          <p className="[overflow-wrap:anywhere]">
            {t(`lead.status.${lead.status}`)}
            {lead.close_reason ? <span className="text-muted">{` · ${lead.close_reason}`}</span> : null}
          </p>
          {may ? (
            <Button
              variant="outline"
              size="sm"
              busy={reopen.isPending}
              onClick={() => reopen.mutate('reopen', { onError: (error) => toast({ tone: 'danger', title: t('outcome.failed'), description: text(error) }) })}
            >
              <RotateCcw aria-hidden />
              {t('outcome.reopen')}
            </Button>
          ) : null}
        </>
      ) : (
        <Dialog open={form.value ?? false} onOpenChange={(is) => (is ? form.open(true) : form.close())}>
          <DialogTrigger asChild>
            <Button variant="outline" size="sm">
              {t('outcome.close')}
            </Button>
          </DialogTrigger>
          <DialogContent title={t('outcome.closeTitle')} description={t('outcome.closeText')} className="sm:max-w-md">
            <CloseForm leadId={lead.id} onDone={form.close} />
          </DialogContent>
        </Dialog>
      )}
    </section>
  )
}

/**
 * Asks how it ended and why. What the API says stands at the reason, until another one is entered.
 * Plain state: react-hook-form and zod would be a tenth of what an opened chat loads, and put it over its limit.
 */
function CloseForm({ leadId, onDone }: { leadId: string; onDone: () => void }) {
  const { t } = useTranslation()
  const close = useClose(leadId)
  const text = useErrorText()
  const field = useRef<HTMLTextAreaElement>(null)
  const [outcome, setOutcome] = useState<End['outcome']>('won')
  const [reason, setReason] = useState('')
  const told = close.error instanceof ApiError ? close.error.fields.reason : undefined
  const wrong = close.error ? (told ?? text(close.error)) : undefined
  const enter = (entered: string) => {
    setReason(entered)
    if (close.isError) close.reset()
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    close.mutate({ outcome, reason: reason.trim() }, { onSuccess: onDone, onError: () => field.current?.focus() })
  }
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <fieldset className="grid grid-cols-2 gap-2">
        <legend className="pb-1.5 font-medium">{t('outcome.how')}</legend>
        {ends.enum.map((one) => (
          <label
            key={one}
            className={cn('flex min-h-11 items-center justify-center gap-2 rounded-lg border font-medium has-focus-visible:outline-2', outcome === one && (one === 'won' ? 'border-success bg-success-soft text-success-text' : 'border-danger bg-danger-soft text-danger-text'))}
          >
            <input type="radio" name="outcome" value={one} checked={outcome === one} className="accent-(--accent)" onChange={() => setOutcome(one)} />
            {t(`lead.status.${one}`)}
          </label>
        ))}
      </fieldset>
      <Field label={t('outcome.reason')} hint={t('outcome.reasonHint')} error={wrong}>
        {(attributes) => (
          <Textarea
            {...attributes}
            ref={field}
            name="reason"
            maxLength={why.maxLength}
            rows={2}
            required
            value={reason}
            onChange={({ target }) => enter(target.value)}
          />
        )}
      </Field>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" busy={close.isPending} disabled={!reason.trim()}>
          {t('outcome.close')}
        </Button>
      </DialogFooter>
    </form>
  )
}
