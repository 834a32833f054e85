import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
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
  const remove = useDeleteBot(bot.id)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const right = typed.trim() === bot.name
    setWrong(!right)
    if (right) remove.mutate(undefined, { onSuccess: onDeleted })
  }
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field label={t('botDanger.confirm')} hint={bot.name} error={wrong ? t('botDanger.wrong', { name: bot.name }) : undefined}>
        {(attributes) => (
          <Input {...attributes} autoComplete="off" spellCheck={false} value={typed} onChange={({ target }) => setTyped(target.value)} />
        )}
      </Field>
      {remove.error ? <ErrorState error={remove.error} title={t('botDanger.failed')} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" variant="danger" busy={remove.isPending}>
          {t('botDanger.delete')}
        </Button>
      </div>
    </form>
  )
}
