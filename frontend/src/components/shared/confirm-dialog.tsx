import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'

interface ConfirmDialogProps {
  title: string
  /** What will happen, in full sentences. */
  description: ReactNode
  /** The deed, as a verb. */
  confirm: string
  busy: boolean
  error: unknown
  /** What could not be done, above the error's own words. */
  errorTitle: string
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that people would not like to happen by accident; stays open until it is done. */
export function ConfirmDialog({ title, description, confirm, busy, error, errorTitle, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} description={description} className="sm:max-w-md">
        {error ? <ErrorState error={error} title={errorTitle} className="mb-4" /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose asChild>
            <Button variant="outline">{t('common.cancel')}</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  )
}
