import { Bot, BotOff, Headset, Timer } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { Badge } from '@/components/ui/badge'
import { directoryQuery } from '@/lib/api/queries'
import type { ChatTurn } from '@/lib/api/types'
import { useMe } from '@/lib/powers'
import { clock, dayKey, weekdayAndClock } from '@/lib/time'

/** Who answers the chat now: the bot, nobody, or a person, and until when. */
export function ModeBadge({ chat }: { chat: ChatTurn | null }) {
  const { t } = useTranslation()
  if (!chat) return null
  if (chat.mode === 'human') return <HumanBadge chat={chat} />
  if (chat.paused_at) {
    return (
      <Badge tone="neutral" data-mode="paused">
        <BotOff aria-hidden />
        {t('handover.paused')}
      </Badge>
    )
  }
  return (
    <Badge tone="accent" data-mode="bot">
      <Bot aria-hidden />
      {t('chat.botAnswers')}
    </Badge>
  )
}

function HumanBadge({ chat }: { chat: ChatTurn }) {
  const { t } = useTranslation()
  const me = useMe()
  const moment = useMoment()
  const colleague = useQuery(directoryQuery).data?.people.find(({ id }) => id === chat.by)?.name
  const who = chat.by === me.user.id ? t('chat.you') : chat.by === 'phone' ? t('chat.thePhone') : (colleague ?? t('chat.aPerson'))
  return (
    <Badge tone="warning" data-mode="human" className="min-w-0 shrink">
      <Headset aria-hidden className="shrink-0" />
      <span className="truncate">{chat.by === 'customer' ? t('handover.theCustomer') : t('chat.humanAnswers', { who })}</span>
      {chat.human_until ? (
        <>
          <span className="hidden shrink-0 tabular-nums sm:inline">· {t('handover.until', { time: moment(chat.human_until) })}</span>
          {/* On a phone the button stands in the same line. */}
          <span role="img" aria-label={t('handover.until', { time: moment(chat.human_until) })} className="flex shrink-0 items-center gap-1 tabular-nums sm:hidden">
            <Timer aria-hidden />
            <span aria-hidden>{moment(chat.human_until)}</span>
          </span>
        </>
      ) : null}
    </Badge>
  )
}

/** The time of day, with the weekday where it is another day. */
function useMoment(): (iso: string) => string {
  const { i18n } = useTranslation()
  return (iso) => {
    const today = dayKey(new Date().toISOString()) === dayKey(iso)
    return today ? clock(iso, i18n.language) : weekdayAndClock(iso, i18n.language)
  }
}
