import { useTranslation } from 'react-i18next'

import { Requires } from '@/components/shared/requires'
import { InviteMember } from '@/features/team/components/invite'
import { MemberList } from '@/features/team/components/member-list'
import { PendingInvitations } from '@/features/team/components/pending-invitations'
import { useMay } from '@/lib/powers'

import { Page } from '../layout/page'

export function TeamPage() {
  const { t } = useTranslation()
  const mayInvite = useMay('team.write')
  return (
    <Requires power="team.read">
      <Page title={t('team.title')} description={t('team.text')} actions={mayInvite ? <InviteMember /> : null}>
        <MemberList />
        <PendingInvitations />
      </Page>
    </Requires>
  )
}
