import { useTranslation } from 'react-i18next'

import { Alert } from '@/components/ui/alert'
import type { Bot } from '@/lib/api/types'
import { useMe } from '@/lib/powers'
import { full } from '@/lib/time'

/** That the bot is paused, by whom and since when; nothing where it is not. */
export function BotNotice({ bot }: { bot: Bot }) {
  const { t, i18n } = useTranslation()
  const { user } = useMe()
  if (bot.answering === 'paused') {
    const who = bot.paused_by === user.id ? t('chat.you') : t('chat.aPerson')
    return (
      <Alert tone="info" title={t('answering.pausedTitle')}>
        {bot.paused_at ? t('answering.pausedBy', { who, time: full(bot.paused_at, i18n.language) }) : t('answering.pausedText')}
      </Alert>
    )
  }
  return null
}
