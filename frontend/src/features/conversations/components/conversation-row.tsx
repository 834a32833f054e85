import { Link } from '@tanstack/react-router'
import { Bot, Clock, Headset, Smartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { Ticks } from '@/components/shared/ticks'
import type { Conversation } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { withoutOpened } from '@/lib/opened'
import { formatDigits, phoneOf } from '@/lib/phone'
import { useTyping } from '@/lib/realtime/typing'
import { brief, short } from '@/lib/time'

export const ROW_HEIGHT = 84

const senders = { bot: Bot, vendor: Headset, phone: Smartphone } as const

interface ConversationRowProps {
  conversation: Conversation
  selected: boolean
  /** The bot's name, where there are several. */
  bot: string | undefined
  /** Who has the lead, for others than themselves. */
  holder: string | undefined
  now: number
}

/** One conversation: who, what was said last, and what waits there. */
export function ConversationRow({ conversation, selected, bot, holder, now }: ConversationRowProps) {
  const { t, i18n } = useTranslation()
  const { lead, chat, last_at: lastAt } = conversation
  const name = lead.name ?? lead.push_name ?? phoneOf(lead.chat_id)
  return (
    <div
      className={cn(
        'relative flex h-full items-center gap-3 border-b px-3 transition-colors hover:bg-sunken/70',
        selected && 'bg-accent-soft/70 shadow-[inset_3px_0_0_var(--accent)] hover:bg-accent-soft/70',
      )}
    >
      {/* Stands out from the chosen row's colour. */}
      <span className={cn(selected && '*:bg-surface')}>
        <Avatar name={name} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <Link
            to="/sales/$leadId"
            params={{ leadId: lead.id }}
            search={withoutOpened}
            aria-current={selected ? 'page' : undefined}
            data-conversation={lead.id}
            className={cn('min-w-0 flex-1 truncate after:absolute after:inset-0', chat.unread > 0 ? 'font-semibold' : 'font-medium')}
          >
            <bdi>{name ?? t('lead.unnamed')}</bdi>
          </Link>
          <time dateTime={lastAt} className="shrink-0 text-xs text-muted tabular-nums">
            {short(lastAt, i18n.language, now)}
          </time>
        </div>
        <div className="flex items-center gap-2">
          <Preview conversation={conversation} />
          {chat.unread > 0 ? (
            <span className="grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-foreground tabular-nums">
              <span aria-hidden>{chat.unread > 99 ? '99+' : chat.unread}</span>
              <span className="sr-only">{t('inbox.unread', { count: chat.unread })}</span>
            </span>
          ) : null}
        </div>
        <p className="flex min-h-5 items-center gap-2 truncate text-xs text-muted">
          {chat.waiting_since ? (
            <span className="flex shrink-0 items-center gap-1 font-medium text-warning-text tabular-nums">
              <Clock aria-hidden className="size-3" />
              {t('inbox.waits', { time: brief(now - Date.parse(chat.waiting_since), i18n.language) })}
            </span>
          ) : null}
          <span className="truncate">{[t(`lead.status.${lead.status}`), holder, bot].filter(Boolean).join(' · ')}</span>
        </p>
      </div>
    </div>
  )
}

function Preview({ conversation: { last_message: last, lead } }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { customer: typing } = useTyping(lead.id)
  if (typing) return <span className="min-w-0 flex-1 truncate text-[0.8125rem] font-medium text-accent-text">{t(`chat.typing.${typing}`)}</span>
  if (!last) {
    const phone = phoneOf(lead.chat_id) ?? (lead.phone ? formatDigits(lead.phone.replace(/\D/g, '')) : null)
    return <span className="min-w-0 flex-1 truncate text-[0.8125rem] text-muted">{phone ?? t('inbox.nothingSaid')}</span>
  }
  const Icon = last.sender === 'customer' ? null : senders[last.sender]
  const text = last.text || t('inbox.withoutText')
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1 text-[0.8125rem] text-muted">
      {Icon ? <Icon role="img" aria-label={t(`message.sender.${last.sender}`)} className="size-3.5 shrink-0" /> : null}
      {last.direction === 'out' ? <Ticks status={last.status} /> : null}
      <span dir="auto" className="truncate">
        {text}
      </span>
    </span>
  )
}
