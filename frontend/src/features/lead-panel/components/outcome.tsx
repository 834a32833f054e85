import { zodResolver } from '@hookform/resolvers/zod'
import { RotateCcw } from 'lucide-react'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
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

import { useClose, useStep } from '../api/sell'

const { outcome: ends, reason: why } = CloseBody
const schema = z.object({ outcome: z.enum(ends.enum), reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(why.maxLength)) })

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

function CloseForm({ leadId, onDone }: { leadId: string; onDone: () => void }) {
  const { t } = useTranslation()
  const close = useClose(leadId)
  const text = useErrorText()
  const { register, control, handleSubmit, formState, setError } = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { outcome: 'won', reason: '' },
  })
  const { outcome, reason = '' } = useWatch({ control })
  const refused = (error: Error) => {
    const told = error instanceof ApiError ? error.fields.reason : undefined
    setError('reason', { type: 'api', message: told ?? text(error) }, { shouldFocus: true })
  }
  const submit = handleSubmit((end) => close.mutate(end, { onSuccess: onDone, onError: refused }))
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <fieldset className="grid grid-cols-2 gap-2">
        <legend className="pb-1.5 font-medium">{t('outcome.how')}</legend>
        {ends.enum.map((one) => (
          <label
            key={one}
            className={cn('flex min-h-11 items-center justify-center gap-2 rounded-lg border font-medium has-focus-visible:outline-2', outcome === one && (one === 'won' ? 'border-success bg-success-soft text-success-text' : 'border-danger bg-danger-soft text-danger-text'))}
          >
            <input type="radio" value={one} className="accent-(--accent)" {...register('outcome')} />
            {t(`lead.status.${one}`)}
          </label>
        ))}
      </fieldset>
      <Field label={t('outcome.reason')} hint={t('outcome.reasonHint')} error={formState.errors.reason?.message}>
        {(attributes) => <Textarea {...attributes} maxLength={why.maxLength} rows={2} required {...register('reason')} />}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" busy={close.isPending} disabled={!reason.trim()}>
          {t('outcome.close')}
        </Button>
      </div>
    </form>
  )
}
