import { Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { Bot } from '@/lib/api/types'
import { useErrorText } from '@/lib/error-text'
import { useMay } from '@/lib/powers'

import { useAnswering } from '../api/answering'

/** Silences the bot in all chats while it goes on to hear, or lets it answer again. */
export function AnsweringButton({ bot }: { bot: Bot }) {
  const { t } = useTranslation()
  const may = useMay('bots.write')
  const answering = useAnswering(bot.id)
  const toast = useToast()
  const text = useErrorText()
  if (!may) return null
  const paused = bot.answering === 'paused'
  const change = () =>
    answering.mutate(paused ? 'resume' : 'pause', {
      onError: (error) => toast({ tone: 'danger', title: t('bots.operateFailed', { name: bot.name }), description: text(error) }),
    })
  return (
    <Button variant="outline" size="sm" busy={answering.isPending} onClick={change}>
      {answering.isPending ? null : paused ? <Play aria-hidden /> : <Pause aria-hidden />}
      {paused ? t('answering.resume') : t('answering.pause')}
    </Button>
  )
}
