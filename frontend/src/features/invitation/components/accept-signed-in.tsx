import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { ApiError } from '@/lib/api/http'
import type { Me } from '@/lib/api/types'

import { useAccept } from '../api/offer'

interface AcceptSignedInProps {
  token: string
  me: Me
  onAccepted: () => void
  onSignOut: () => void
}

/** Accepts an invitation as who one is already; another address has to sign out first. */
export function AcceptSignedIn({ token, me, onAccepted, onSignOut }: AcceptSignedInProps) {
  const { t } = useTranslation()
  const accept = useAccept(token)
  const { email } = me.user
  if (accept.error instanceof ApiError && accept.error.code === 'other_address') {
    return (
      <Alert
        tone="warning"
        title={t('invitation.otherTitle', { email })}
        action={
          <Button variant="outline" size="sm" onClick={onSignOut}>
            {t('invitation.signOut')}
          </Button>
        }
      >
        {t('invitation.otherText')}
      </Alert>
    )
  }
  return (
    <div className="space-y-4">
      {accept.error ? <ErrorState error={accept.error} title={t('invitation.failed')} /> : null}
      <Button size="lg" className="h-auto min-h-11 w-full py-2 whitespace-normal wrap-anywhere" busy={accept.isPending} onClick={() => accept.mutate({}, { onSuccess: onAccepted })}>
        {t('invitation.acceptAs', { email })}
      </Button>
    </div>
  )
}
