import { useTranslation } from 'react-i18next'

import { ConfirmByName } from '@/components/shared/confirm-by-name'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import type { Bot } from '@/lib/api/types'

import { useDeleteBot } from '../api/delete-bot'

interface BotDangerProps {
  bot: Bot
  onDeleted: () => void
}

/** Deleting the bot, with its name typed by hand. */
export function BotDanger({ bot, onDeleted }: BotDangerProps) {
  const { t } = useTranslation()
  return (
    <Card aria-label={t('botDanger.title')} className="max-w-3xl border-danger/40">
      <CardHeader>
        <CardTitle className="text-danger-text">{t('botDanger.title')}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-wrap items-center justify-between gap-4">
        <div className="max-w-xl space-y-0.5">
          <h3 className="font-medium">{t('botDanger.deleteTitle')}</h3>
          <p className="text-muted">{t('botDanger.deleteText')}</p>
        </div>
        <Dialog>
          <DialogTrigger asChild>
            <Button variant="danger">{t('botDanger.delete')}</Button>
          </DialogTrigger>
          <DialogContent title={t('botDanger.ask', { name: bot.name })} description={t('botDanger.deleteText')} className="sm:max-w-md">
            <DeleteForm bot={bot} onDeleted={onDeleted} />
          </DialogContent>
        </Dialog>
      </CardContent>
    </Card>
  )
}

function DeleteForm({ bot, onDeleted }: BotDangerProps) {
  const { t } = useTranslation()
  const remove = useDeleteBot(bot.id, onDeleted)
  return (
    <ConfirmByName
      name={bot.name}
      label={t('botDanger.confirm')}
      wrong={t('botDanger.wrong', { name: bot.name })}
      confirm={t('botDanger.delete')}
      busy={remove.isPending}
      error={remove.error}
      errorTitle={t('botDanger.failed')}
      onConfirm={() => remove.mutate()}
    />
  )
}
