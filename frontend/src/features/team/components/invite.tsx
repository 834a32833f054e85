import { zodResolver } from '@hookform/resolvers/zod'
import { Check, Copy, UserPlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { InviteBody } from '@/lib/api/limits'
import type { Role } from '@/lib/api/types'
import type { NewInvitation } from '@/lib/api/workspace-types'
import { showAtFields, useWrong } from '@/lib/form-errors'
import { useOpened } from '@/lib/opened'

import { useInvite } from '../api/invitations'
import { RoleChoice } from './role-choice'

const schema = z.object({
  email: z.pipe(z.string().check(z.trim(), z.minLength(1, 'emailRequired')), z.email('email')),
  role: z.enum(InviteBody.role.enum),
})

/** The button that opens the form for an invitation, and then shows its link once. */
export function InviteMember() {
  const { t } = useTranslation()
  const { value, open, close } = useOpened('invite')
  const [made, setMade] = useState<NewInvitation | null>(null)
  // The link is shown once: whoever comes back finds the form.
  if (made && !value) setMade(null)
  const invited = value ? made : null
  return (
    <Dialog open={value ?? false} onOpenChange={(is) => (is ? open(true) : close())}>
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden />
          {t('team.invite')}
        </Button>
      </DialogTrigger>
      {invited ? (
        <DialogContent title={t('team.linkTitle')} description={t('team.linkText', { email: invited.email })}>
          <InvitationLink url={invited.url} />
        </DialogContent>
      ) : (
        <DialogContent title={t('team.inviteTitle')} description={t('team.inviteText')}>
          <InviteForm onInvited={setMade} />
        </DialogContent>
      )}
    </Dialog>
  )
}

function InviteForm({ onInvited }: { onInvited: (invitation: NewInvitation) => void }) {
  const { t } = useTranslation()
  const invite = useInvite()
  const wrong = useWrong('team.errors')
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', role: 'vendor' as Role } })
  const submit = form.handleSubmit((values) => invite.mutate(values, { onSuccess: onInvited, onError: (error) => void showAtFields(form, error) }))
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field label={t('team.email')} error={wrong(form.formState.errors.email)}>
        {(attributes) => <Input {...attributes} type="email" autoComplete="off" {...form.register('email')} />}
      </Field>
      <Controller control={form.control} name="role" render={({ field }) => <RoleChoice value={field.value} onChange={field.onChange} />} />
      {invite.error ? <ErrorState error={invite.error} title={t('team.inviteFailed')} /> : null}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" busy={invite.isPending}>
          {t('team.makeLink')}
        </Button>
      </DialogFooter>
    </form>
  )
}

/** The link, to be copied now: nobody can show it again. */
export function InvitationLink({ url }: { url: string }) {
  const { t } = useTranslation()
  const box = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'shown' | 'copied' | 'refused'>('shown')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setState('copied')
    } catch {
      // Without the right to the clipboard people can still copy what is selected.
      box.current?.select()
      setState('refused')
    }
  }
  return (
    <div className="space-y-4">
      <Field label={t('team.link')}>
        {(attributes) => (
          <Input {...attributes} ref={box} readOnly value={url} className="font-mono text-xs" onFocus={({ target }) => target.select()} />
        )}
      </Field>
      <p role="status" className="text-[0.8125rem] text-muted empty:hidden">
        {state === 'refused' ? t('team.copyFailed') : null}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">{t('team.linkDone')}</Button>
        </DialogClose>
        <Button onClick={() => void copy()}>
          {state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{state === 'copied' ? t('team.copied') : t('team.copy')}</span>
        </Button>
      </div>
    </div>
  )
}
