import { EllipsisVertical, RotateCcw, ShieldCheck, UserMinus, UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ConfirmDialog } from '@/components/shared/confirm-dialog'
import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import type { Member } from '@/lib/api/workspace-types'
import { useErrorText } from '@/lib/error-text'
import { useOpened } from '@/lib/opened'
import { useMe } from '@/lib/powers'

import { useRemoveMember, useUpdateMember } from '../api/team'
import { RoleChoice } from './role-choice'

type Asking = 'deactivate' | 'remove' | null

/** Whether one may change this member: what the API would refuse is not offered. */
export function useMayChange(): (member: Member) => boolean {
  const me = useMe()
  return ({ managed_by: manager, role }) => manager === null && me.roles_to_give.includes(role)
}

/** What may be done with a member, each deed after a question that says what it does. */
export function MemberActions({ member }: { member: Member }) {
  const { t } = useTranslation()
  const mayChange = useMayChange()
  const toast = useToast()
  const text = useErrorText()
  const [asking, setAsking] = useState<Asking>(null)
  const edit = useOpened('edit')
  const update = useUpdateMember(member.user_id)
  const name = member.name || member.email
  if (!mayChange(member)) return null
  const reactivate = () =>
    update.mutate(
      { active: true },
      {
        onSuccess: () => toast({ title: t('team.reactivated', { name }) }),
        onError: (error) => toast({ tone: 'danger', title: t('team.changeFailed', { name }), description: text(error) }),
      },
    )
  const close = () => setAsking(null)
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" busy={update.isPending} aria-label={t('team.more', { name })}>
            {update.isPending ? null : <EllipsisVertical />}
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => edit.open(member.user_id)}>
            <ShieldCheck aria-hidden />
            {t('team.changeRole')}
          </MenuItem>
          {member.active ? (
            <MenuItem onSelect={() => setAsking('deactivate')}>
              <UserX aria-hidden />
              {t('team.deactivate')}
            </MenuItem>
          ) : (
            <MenuItem onSelect={reactivate}>
              <RotateCcw aria-hidden />
              {t('team.reactivate')}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem onSelect={() => setAsking('remove')}>
            <UserMinus aria-hidden />
            {t('team.remove')}
          </MenuItem>
        </MenuContent>
      </Menu>
      {asking === 'deactivate' ? <Deactivate member={member} onClose={close} /> : null}
      {asking === 'remove' ? <Remove member={member} onClose={close} /> : null}
    </>
  )
}

interface AskingProps {
  member: Member
  onClose: () => void
}

/** The form for a member's role. */
export function ChangeRole({ member, onClose }: AskingProps) {
  const { t } = useTranslation()
  const { user } = useMe()
  const toast = useToast()
  const update = useUpdateMember(member.user_id)
  const [role, setRole] = useState(member.role)
  const name = member.name || member.email
  const save = () =>
    update.mutate(
      { role },
      {
        onSuccess: () => {
          toast({ title: t('team.roleChanged', { name, role: t(`role.${role}`) }) })
          onClose()
        },
      },
    )
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t('team.changeRoleTitle', { name })}
        description={user.id === member.user_id ? t('team.changeOwnRoleText') : t('team.changeRoleText')}
      >
        <div className="space-y-4">
          <RoleChoice value={role} onChange={setRole} />
          {update.error ? <ErrorState error={update.error} title={t('team.changeFailed', { name })} /> : null}
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">{t('common.cancel')}</Button>
            </DialogClose>
            <Button disabled={role === member.role} busy={update.isPending} onClick={save}>
              {t('team.changeRole')}
            </Button>
          </DialogFooter>
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Deactivate({ member, onClose }: AskingProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const update = useUpdateMember(member.user_id)
  const name = member.name || member.email
  const run = () =>
    update.mutate(
      { active: false },
      {
        onSuccess: () => {
          toast({ title: t('team.deactivated_notice', { name }) })
          onClose()
        },
      },
    )
  return (
    <ConfirmDialog
      title={t('team.deactivateTitle', { name })}
      description={<Consequences member={member} text={t('team.deactivateText')} />}
      confirm={t('team.deactivate')}
      busy={update.isPending}
      error={update.error}
      errorTitle={t('team.changeFailed', { name })}
      onConfirm={run}
      onClose={onClose}
    />
  )
}

function Remove({ member, onClose }: AskingProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const remove = useRemoveMember(member.user_id)
  const name = member.name || member.email
  const run = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast({ title: t('team.removed', { name }) })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      title={t('team.removeTitle', { name })}
      description={<Consequences member={member} text={t('team.removeText')} />}
      confirm={t('team.remove')}
      busy={remove.isPending}
      error={remove.error}
      errorTitle={t('team.changeFailed', { name })}
      onConfirm={run}
      onClose={onClose}
    />
  )
}

/** What happens to the person, and to a vendor's leads. */
function Consequences({ member, text }: { member: Member; text: string }) {
  const { t } = useTranslation()
  return (
    <>
      {text}
      {member.role === 'vendor' ? ` ${t('team.leadsReturn')}` : null}
    </>
  )
}
