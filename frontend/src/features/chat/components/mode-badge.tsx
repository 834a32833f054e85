import { Bot, Headset } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Badge } from '@/components/ui/badge'
import type { ChatTurn } from '@/lib/api/types'
import { useMe } from '@/lib/powers'
import { clock } from '@/lib/time'

/** Who answers the chat now: the bot, or a person since when. */
export function ModeBadge({ chat }: { chat: ChatTurn | null }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  if (!chat) return null
  if (chat.mode === 'bot') {
    return (
      <Badge tone="accent" data-mode="bot">
        <Bot aria-hidden />
        {t('chat.botAnswers')}
      </Badge>
    )
  }
  const who = chat.by === me.user.id ? t('chat.you') : chat.by === 'phone' ? t('chat.thePhone') : t('chat.aPerson')
  return (
    <Badge tone="warning" data-mode="human">
      <Headset aria-hidden />
      {t('chat.humanAnswers', { who })}
      {chat.since ? <span className="tabular-nums">· {clock(chat.since, i18n.language)}</span> : null}
    </Badge>
  )
}
