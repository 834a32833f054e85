import { EllipsisVertical, LogOut, Play, RotateCw, Square } from 'lucide-react'
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
  const on = bot.desired === 'enabled'
  return (
    <div className="flex items-center gap-1.5">
      <Button variant="outline" size="sm" busy={operate.isPending} onClick={() => run(on ? 'stop' : 'start')}>
        {operate.isPending ? null : on ? <Square aria-hidden /> : <Play aria-hidden />}
        {on ? t('bots.stop') : t('bots.start')}
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
