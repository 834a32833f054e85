import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { ErrorState } from '@/components/shared/error-state'
import { VirtualList } from '@/components/shared/virtual-list'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Tooltip } from '@/components/ui/tooltip'
import type { Member } from '@/lib/api/workspace-types'
import { cn } from '@/lib/cn'
import { useCloseStale, useOpened } from '@/lib/opened'
import { useMe } from '@/lib/powers'
import { ago, full } from '@/lib/time'
import { useNow } from '@/lib/use-now'

import { teamQuery } from '../api/team'
import { ChangeRole, MemberActions, useMayChange } from './member-actions'

/** How high a row is where its parts stand beside each other, in pixels; the skeleton's are as high. */
const ROW_HEIGHT = 72

const idOf = ({ user_id: id }: Member) => id

/** The people of the workspace, oldest first. */
export function MemberList() {
  const { t } = useTranslation()
  const team = useQuery(teamQuery)
  const edit = useOpened('edit')
  const byId = useMemo(() => new Map(team.data?.map((member) => [member.user_id, member])), [team.data])
  useCloseStale(edit, edit.value !== undefined && team.data?.every(({ user_id: id }) => id !== edit.value) === true)
  const mayChange = useMayChange()
  if (team.isPending) return <MemberSkeleton />
  // Wherever in the list the member is: their row may not be in the page.
  const edited = edit.value === undefined ? undefined : byId.get(edit.value)
  if (!team.data) return <ErrorState error={team.error} title={t('team.loadFailed')} retry={() => void team.refetch()} />
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('team.list')}</CardTitle>
      </CardHeader>
      <VirtualList label={t('team.list')} items={team.data} idOf={idOf} estimate={ROW_HEIGHT} divided>
        {(member) => <MemberRow member={member} adder={member.added_by === null ? undefined : byId.get(member.added_by)} />}
      </VirtualList>
      {team.data.length === 1 ? <p className="border-t px-4 py-4 text-muted">{t('team.alone')}</p> : null}
      {edited && mayChange(edited) ? <ChangeRole key={edited.user_id} member={edited} onClose={edit.close} /> : null}
    </Card>
  )
}

interface MemberProps {
  member: Member
  /** Who added them, as far as they are still here. */
  adder: Member | undefined
}

function MemberRow({ member, adder }: MemberProps) {
  const { t } = useTranslation()
  const { user } = useMe()
  return (
    <div className="flex items-start gap-3 px-4 py-3.5 sm:items-center">
      <Avatar name={member.name || member.email} />
      <div className="grid min-w-0 flex-1 gap-x-4 gap-y-1.5 sm:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,1.2fr)] sm:items-center">
        <div className={cn('min-w-0', member.active ? '' : 'text-muted')}>
          <p className="flex min-w-0 items-center gap-2 font-medium">
            <span className="truncate">{member.name || member.email}</span>
            {member.user_id === user.id ? <Badge>{t('team.you')}</Badge> : null}
          </p>
          <p className="truncate text-[0.8125rem] text-muted">{member.email}</p>
        </div>
        <p className="flex flex-wrap items-center gap-1.5">
          <Badge tone={member.role === 'owner' || member.role === 'admin' ? 'accent' : 'neutral'}>{t(`role.${member.role}`)}</Badge>
          {member.active ? null : <Badge tone="danger">{t('team.deactivated')}</Badge>}
          {member.managed_by ? (
            <Tooltip text={t('team.managedText')}>
              <button type="button" className="rounded-full">
                <Badge tone="info">{t('team.managed')}</Badge>
              </button>
            </Tooltip>
          ) : null}
        </p>
        <Origin member={member} adder={adder} />
      </div>
      <div className="size-9 shrink-0">
        <MemberActions member={member} />
      </div>
    </div>
  )
}

function Origin({ member, adder }: MemberProps) {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  const added = member.added_by === null ? t('team.founder') : adder ? t('team.addedBy', { name: adder.name || adder.email }) : t('team.addedBySomebody')
  const signedIn = member.last_sign_in_at
  return (
    <div className="min-w-0 text-[0.8125rem] text-muted">
      <p className="truncate">
        {signedIn ? (
          <time dateTime={signedIn} title={full(signedIn, i18n.language)}>
            {t('team.lastSignIn', { time: ago(signedIn, i18n.language, now) })}
          </time>
        ) : (
          t('team.neverSignedIn')
        )}
      </p>
      <p className="truncate">{added}</p>
    </div>
  )
}

function MemberSkeleton() {
  return (
    <Card aria-hidden className="divide-y">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex h-18 items-center gap-3 px-4">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-36" />
            <Skeleton className="h-3 w-48" />
          </div>
          <Skeleton className="h-6 w-20 rounded-full" />
        </div>
      ))}
    </Card>
  )
}
