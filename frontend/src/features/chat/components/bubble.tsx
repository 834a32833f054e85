import { Activity, Bot, Headset, Smartphone, type LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { Message, Sender } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { clock } from '@/lib/time'

import { Life } from './life'
import { Ticks } from './ticks'

const looks: Record<Sender, { bubble: string; label: string; icon: LucideIcon | null }> = {
  customer: { bubble: 'border bg-surface rounded-bl-sm', label: '', icon: null },
  bot: { bubble: 'bg-bot-bubble rounded-br-sm', label: 'text-accent-text', icon: Bot },
  vendor: { bubble: 'bg-vendor-bubble text-vendor-bubble-foreground rounded-br-sm', label: 'text-vendor-bubble-foreground', icon: Headset },
  phone: { bubble: 'bg-phone-bubble rounded-br-sm', label: 'text-phone-text', icon: Smartphone },
}

export interface Highlight {
  messageId: string
  quote: string | null
}

interface BubbleProps {
  message: Message
  chat: readonly Message[]
  /** Whether the message before is by the same sender: then the name is not said again. */
  continued: boolean
  highlight: Highlight | null
  /** Sends a message that failed once more. */
  onResend?: (message: Message) => void
}

/** One message: who wrote it, the text, when, how far it got, and the way into its life. */
export function Bubble({ message, chat, continued, highlight, onResend }: BubbleProps) {
  const { t } = useTranslation()
  const look = looks[message.sender]
  const marked = highlight?.messageId === message.id
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (marked) row.current?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }, [marked, highlight])
  return (
    <li
      ref={row}
      data-sender={message.sender}
      data-message={message.id}
      className={cn('flex flex-col', message.direction === 'in' ? 'items-start' : 'items-end', continued ? 'pt-1' : 'pt-3')}
    >
      <div className={cn('max-w-[85%] rounded-2xl px-3.5 pt-2 pb-1 sm:max-w-[72%]', look.bubble, marked && 'outline-2 outline-offset-2 outline-warning')}>
        {continued || look.icon === null ? null : (
          <p className={cn('flex items-center gap-1.5 pb-0.5 text-xs font-semibold', look.label)}>
            <look.icon aria-hidden className="size-3.5" />
            {t(`message.sender.${message.sender}`)}
          </p>
        )}
        <Body message={message} quote={marked ? highlight.quote : null} />
        <Footer message={message} chat={chat} />
      </div>
      {message.status === 'failed' ? <Failed message={message} onResend={onResend} /> : null}
    </li>
  )
}

function Body({ message, quote }: { message: Message; quote: string | null }) {
  const { t } = useTranslation()
  if (message.status === 'pending') return <p className="italic opacity-80">{t('message.waitingForText')}</p>
  if (!message.text) return <p className="italic opacity-80">{t('message.noText', { type: message.type })}</p>
  return <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{quote ? <Marked text={message.text} quote={quote} /> : message.text}</p>
}

function Marked({ text, quote }: { text: string; quote: string }) {
  const at = text.toLowerCase().indexOf(quote.toLowerCase())
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-sm bg-highlight px-0.5 text-inherit">{text.slice(at, at + quote.length)}</mark>
      {text.slice(at + quote.length)}
    </>
  )
}

function Footer({ message, chat }: { message: Message; chat: readonly Message[] }) {
  const { t, i18n } = useTranslation()
  const onDark = message.sender === 'vendor'
  return (
    <div className="flex justify-end">
      <Life message={message} chat={chat}>
        <button
          type="button"
          aria-label={t('life.open', { time: clock(message.created_at, i18n.language) })}
          className={cn(
            '-mr-1.5 flex min-h-6 items-center gap-1.5 rounded px-1.5 text-[0.6875rem] tabular-nums',
            onDark ? 'text-white/90 hover:bg-white/15' : 'text-muted hover:bg-foreground/8',
          )}
        >
          <Activity aria-hidden className="size-3 opacity-80" />
          {clock(message.created_at, i18n.language)}
          {message.direction === 'out' ? <Ticks status={message.status} onDark={onDark} /> : null}
        </button>
      </Life>
    </div>
  )
}

function Failed({ message, onResend }: { message: Message; onResend?: (message: Message) => void }) {
  const { t } = useTranslation()
  return (
    <p className="flex max-w-[85%] flex-wrap items-center justify-end gap-x-2 pt-1 text-right text-xs text-danger-text">
      <span>{t('message.failed', { reason: message.reason ?? t('message.noReason') })}</span>
      {onResend && message.text ? (
        <button type="button" className="min-h-6 font-semibold underline underline-offset-2" onClick={() => onResend(message)}>
          {t('message.sendAgain')}
        </button>
      ) : null}
    </p>
  )
}
