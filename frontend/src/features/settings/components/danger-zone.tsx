import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ConfirmByName } from '@/components/shared/confirm-by-name'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
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
  return (
    <ConfirmByName
      name={name}
      label={t('settings.confirm')}
      wrong={t('settings.confirmWrong', { name })}
      confirm={t('settings.delete')}
      busy={remove.isPending}
      error={remove.error}
      errorTitle={t('settings.deleteFailed')}
      onConfirm={() => remove.mutate(name, { onSuccess: onDeleted })}
    />
  )
}
