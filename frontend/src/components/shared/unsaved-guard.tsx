import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'

/** Asks before a page with unsaved changes is left: by a link, the browser's buttons, or closing the tab. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation()
  // What opens above the page does not leave it.
  const blocker = useBlocker({ shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname, enableBeforeUnload: () => dirty, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : blocker.reset())}>
      <DialogContent title={t('unsaved.title')} description={t('unsaved.text')} className="sm:max-w-md">
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="danger" onClick={blocker.proceed}>
            {t('unsaved.leave')}
          </Button>
          <Button onClick={blocker.reset}>{t('unsaved.stay')}</Button>
        </div>
      </DialogContent>
    </Dialog>
  )
}
