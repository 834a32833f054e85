import { useTranslation } from 'react-i18next'

import { ConfirmDialog } from '@/components/shared/confirm-dialog'
import { useSignOutEverywhere } from '@/features/account/api/account'

import { useLeave } from './leave'

/** Asks, then signs out in every browser. */
export function SignOutEverywhere({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const out = useSignOutEverywhere()
  const leave = useLeave()
  return (
    <ConfirmDialog
      title={t('everywhere.title')}
      description={t('everywhere.text')}
      confirm={t('everywhere.open')}
      busy={out.isPending}
      error={out.error}
      errorTitle={t('account.signOutFailed')}
      onConfirm={() => out.mutate(undefined, { onSuccess: leave })}
      onClose={onClose}
    />
  )
}
