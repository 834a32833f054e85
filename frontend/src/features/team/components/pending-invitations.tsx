import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ConfirmDialog } from '@/components/shared/confirm-dialog'
import { ErrorState } from '@/components/shared/error-state'
import { VirtualList } from '@/components/shared/virtual-list'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { useToast } from '@/components/ui/toast'
import type { Invitation } from '@/lib/api/workspace-types'
import { useMay } from '@/lib/powers'
import { ago } from '@/lib/time'
import { useNow } from '@/lib/use-now'

import { invitationsQuery, useRevoke } from '../api/invitations'

/** How high a row is, in pixels. */
const ROW_HEIGHT = 68

const idOf = ({ id }: Invitation) => id

/** The invitations that somebody may still want to do something about; nothing while there are none. */
export function PendingInvitations() {
  const { t } = useTranslation()
  const invitations = useQuery(invitationsQuery)
  if (invitations.isError && !invitations.data) {
    return <ErrorState error={invitations.error} title={t('team.invitationsFailed')} retry={() => void invitations.refetch()} />
  }
  const pending = (invitations.data ?? []).filter(({ state }) => state === 'open' || state === 'expired')
  if (pending.length === 0) return null
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>{t('team.pending')}</CardTitle>
          <p className="text-[0.8125rem] text-muted">{t('team.pendingText')}</p>
        </div>
      </CardHeader>
      <VirtualList label={t('team.pending')} items={pending} idOf={idOf} estimate={ROW_HEIGHT} divided>
        {(invitation) => <InvitationRow invitation={invitation} />}
      </VirtualList>
    </Card>
  )
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t, i18n } = useTranslation()
  const may = useMay('team.write')
  const now = useNow(60_000)
  const toast = useToast()
  const revoke = useRevoke(invitation.id)
  const [asking, setAsking] = useState(false)
  const { email, role, state, expires_at: expiresAt } = invitation
  const run = () =>
    revoke.mutate(undefined, {
      onSuccess: () => {
        toast({ title: t('team.revoked', { email }) })
        setAsking(false)
      },
    })
  return (
    <div className="flex items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{email}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-0.5 text-[0.8125rem] text-muted">
          <Badge>{t(`role.${role}`)}</Badge>
          <time dateTime={expiresAt}>{t(state === 'open' ? 'team.expires' : 'team.expired', { time: ago(expiresAt, i18n.language, now) })}</time>
        </p>
      </div>
      {may && state === 'open' ? (
        <Button variant="outline" size="sm" onClick={() => setAsking(true)}>
          {t('team.revoke')}
        </Button>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={t('team.revokeTitle', { email })}
          description={t('team.revokeText')}
          confirm={t('team.revoke')}
          busy={revoke.isPending}
          error={revoke.error}
          errorTitle={t('team.changeFailed', { name: email })}
          onConfirm={run}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  )
}
