import { EllipsisVertical, LogOut, Play, QrCode, RotateCw, Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import type { BotWithSession } from '@/lib/api/types'
import { useErrorText } from '@/lib/error-text'
import { useMay } from '@/lib/powers'

import { useOperateSession, type SessionAction } from '../api/operate-session'
import { codesRanOut } from '../fresh-code'

const NEXT = {
  start: { action: 'start', label: 'bots.start', Icon: Play },
  stop: { action: 'stop', label: 'bots.stop', Icon: Square },
  newCode: { action: 'start', label: 'bots.newCode', Icon: QrCode },
} as const

/** Start or stop as a button; restart and log out, which are needed rarely, in a menu. */
export function SessionActions({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const may = useMay('sessions.operate')
  const operate = useOperateSession(bot.id)
  const toast = useToast()
  const text = useErrorText()
  const [asking, setAsking] = useState(false)
  if (!may) return null
  const run = (action: SessionAction) =>
    operate.mutate(action, {
      onError: (error) => toast({ tone: 'danger', title: t('bots.operateFailed', { name: bot.name }), description: text(error) }),
    })
  // A bot that its plan keeps off may be started again once there is room for it.
  const on = bot.desired === 'enabled' && bot.suspended_by !== 'plan'
  const next = codesRanOut(bot) ? NEXT.newCode : on ? NEXT.stop : NEXT.start
  return (
    <div className="flex items-center gap-1.5">
      <Button variant="outline" size="sm" busy={operate.isPending} onClick={() => run(next.action)}>
        {operate.isPending ? null : <next.Icon aria-hidden />}
        {t(next.label)}
      </Button>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" className="size-8" aria-label={t('bots.more', { name: bot.name })}>
            <EllipsisVertical />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem disabled={!on} onSelect={() => run('restart')}>
            <RotateCw aria-hidden />
            {t('bots.restart')}
          </MenuItem>
          <MenuItem disabled={!on || bot.session.phone === null} onSelect={() => setAsking(true)}>
            <LogOut aria-hidden />
            {t('bots.logout')}
          </MenuItem>
        </MenuContent>
      </Menu>
      <Dialog open={asking} onOpenChange={setAsking}>
        <DialogContent title={t('bots.logoutTitle', { name: bot.name })} description={t('bots.logoutText')} className="sm:max-w-md">
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button variant="outline">{t('common.cancel')}</Button>
            </DialogClose>
            <DialogClose asChild>
              <Button variant="danger" onClick={() => run('logout')}>
                {t('bots.logout')}
              </Button>
            </DialogClose>
          </div>
        </DialogContent>
      </Dialog>
    </div>
  )
}
