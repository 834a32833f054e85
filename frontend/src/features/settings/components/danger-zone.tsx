import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Tenant } from '@/lib/api/workspace-types'
import { useMay } from '@/lib/powers'

import { useDeleteTenant } from '../api/tenant'

/** Deleting the workspace, for its owners, while it is not being deleted already. */
export function DangerZone({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (!useMay('tenant.delete') || tenant.delete_at !== null) return null
  return (
    <Card className="border-danger/40">
      <CardHeader>
        <CardTitle className="text-danger-text">{t('settings.danger')}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-wrap items-center justify-between gap-4">
        <div className="max-w-xl space-y-0.5">
          <h3 className="font-medium">{t('settings.deleteTitle')}</h3>
          <p className="text-muted">{t('settings.deleteText')}</p>
        </div>
        <Dialog open={open} onOpenChange={setOpen}>
          <DialogTrigger asChild>
            <Button variant="danger">{t('settings.delete')}</Button>
          </DialogTrigger>
          <DialogContent title={t('settings.deleteDialog', { name: tenant.name })} description={t('settings.deleteAsk')}>
            <DeleteForm name={tenant.name} onDeleted={() => setOpen(false)} />
          </DialogContent>
        </Dialog>
      </CardContent>
    </Card>
  )
}

function DeleteForm({ name, onDeleted }: { name: string; onDeleted: () => void }) {
  const { t } = useTranslation()
  const remove = useDeleteTenant()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(z.object({ confirm: z.string().refine((typed) => typed.trim() === name) })),
    defaultValues: { confirm: '' },
  })
  const submit = handleSubmit(() => remove.mutate(name, { onSuccess: onDeleted }))
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field label={t('settings.confirm')} hint={name} error={formState.errors.confirm ? t('settings.confirmWrong', { name }) : undefined}>
        {(attributes) => <Input {...attributes} autoComplete="off" spellCheck={false} {...register('confirm')} />}
      </Field>
      {remove.error ? <ErrorState error={remove.error} title={t('settings.deleteFailed')} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" variant="danger" busy={remove.isPending}>
          {t('settings.delete')}
        </Button>
      </div>
    </form>
  )
}
