import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { useRestoreTenant } from '@/features/account/api/restore-tenant'
import { useErrorText } from '@/lib/error-text'
import { useMay, useMe } from '@/lib/powers'

/** On every page of a workspace that is about to be removed: until when it can be restored, and by whom. */
export function GraceBanner() {
  const { t, i18n } = useTranslation()
  const { tenant } = useMe()
  const mayRestore = useMay('tenant.delete')
  const restore = useRestoreTenant()
  const toast = useToast()
  const text = useErrorText()
  if (tenant.delete_at === null) return null
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(tenant.delete_at))
  const run = () =>
    restore.mutate(undefined, {
      onSuccess: () => toast({ title: t('grace.restored') }),
      onError: (error) => toast({ tone: 'danger', title: t('grace.restoreFailed'), description: text(error) }),
    })
  return (
    <div role="status" className="flex h-(--banner) items-center gap-3 border-b border-danger/30 bg-danger-soft px-4 text-[0.8125rem]">
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-danger-text" />
      <p className="line-clamp-2 min-w-0 flex-1 font-medium text-danger-text">
        {t('grace.text', { time })} {mayRestore ? null : t('grace.ask')}
      </p>
      {mayRestore ? (
        <Button variant="outline" size="sm" busy={restore.isPending} onClick={run}>
          {t('grace.restore')}
        </Button>
      ) : null}
    </div>
  )
}
