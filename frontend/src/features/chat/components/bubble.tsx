import { Activity, Ban, Bot, Headset, Reply, Smartphone, type LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { Ticks } from '@/components/shared/ticks'
import type { Message, Sender } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { clock } from '@/lib/time'

import { Life } from './life'
import { Media } from './media'
import { MessageContent } from './content'
import { Linked } from './linked'
import { Outcome } from './outcome'
import { Quote } from './quote'

const looks: Record<Sender, { bubble: string; label: string; icon: LucideIcon | null }> = {
  customer: { bubble: 'border bg-surface rounded-bl-sm', label: '', icon: null },
  bot: { bubble: 'bg-bot-bubble rounded-br-sm', label: 'text-accent-text', icon: Bot },
  vendor: { bubble: 'bg-vendor-bubble text-vendor-bubble-foreground rounded-br-sm', label: 'text-vendor-bubble-foreground', icon: Headset },
  phone: { bubble: 'bg-phone-bubble rounded-br-sm', label: 'text-phone-text', icon: Smartphone },
}

export interface Highlight {
  messageId: string
  quote: string | null
  /** Counts how often it was asked for: whoever asks again is shown it again. */
  asked: number
}

interface BubbleProps {
  message: Message
  chat: readonly Message[]
  /** Whether the message before is by the same sender: then the name is not said again. */
  continued: boolean
  /** The colleague who wrote it. */
  author: string | undefined
  highlight: Highlight | null
  /** The message of which something is open above the chat. */
  opened: string | undefined
  leadId: string
  /** Whether this person may write: have it tried again if it failed, and reply to it. */
  mayWrite: boolean
  onReply: (message: Message) => void
  onShow: (messageId: string) => void
}

/** One message: who wrote it, what it brings, when, how far it got, and the way into its life. */
export function Bubble({ message, chat, continued, author, highlight, opened, leadId, mayWrite, onReply, onShow }: BubbleProps) {
  const { t } = useTranslation()
  const look = looks[message.sender]
  const marked = highlight?.messageId === message.id
  const isOpen = opened === message.id
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!marked && !isOpen) return
    // After the chat, which begins at its end.
    const frame = requestAnimationFrame(() => row.current?.scrollIntoView(marked ? { block: 'center', behavior: 'smooth' } : { block: 'nearest' }))
    return () => cancelAnimationFrame(frame)
  }, [marked, isOpen, highlight])
  const inbound = message.direction === 'in'
  return (
    // Messages out of sight are neither laid out nor painted, and stay in the page for its search and its readers.
    <li
      ref={row}
      data-sender={message.sender}
      data-message={message.id}
      className={cn('group flex flex-col px-1 [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]', inbound ? 'items-start' : 'items-end', continued ? 'pt-1' : 'pt-3')}
    >
      <div className={cn('flex w-full items-center gap-1', inbound ? '' : 'flex-row-reverse')}>
        <div className={cn('max-w-[85%] rounded-2xl px-3.5 pt-2 pb-1 sm:max-w-[72%]', look.bubble, marked && 'outline-2 -outline-offset-2 outline-warning')}>
          {continued || look.icon === null ? null : (
            <p className={cn('flex items-center gap-1.5 pb-0.5 text-xs font-semibold', look.label)}>
              <look.icon aria-hidden className="size-3.5" />
              {author ?? t(`message.sender.${message.sender}`)}
            </p>
          )}
          {message.author_name && !continued ? <p className="pb-0.5 text-xs font-semibold">{message.author_name}</p> : null}
          <QuotedBy message={message} chat={chat} onShow={onShow} />
          <Body message={message} quote={marked ? highlight.quote : null} leadId={leadId} />
          <Footer message={message} chat={chat} />
        </div>
        {mayWrite && message.type !== 'revoked' && message.status !== 'pending' && message.status !== 'failed' ? (
          <button
            type="button"
            aria-label={t('message.reply')}
            onClick={() => onReply(message)}
            className="grid size-8 shrink-0 place-items-center rounded-full text-muted opacity-0 group-hover:opacity-100 hover:bg-sunken focus-visible:opacity-100 pointer-coarse:opacity-70"
          >
            <Reply aria-hidden className="size-4" />
          </button>
        ) : null}
      </div>
      <Reactions reactions={message.reactions} />
      <Outcome message={message} leadId={leadId} mayRetry={mayWrite} />
    </li>
  )
}

function QuotedBy({ message, chat, onShow }: { message: Message; chat: readonly Message[]; onShow: (messageId: string) => void }) {
  const { quoted_id: id } = message
  if (id === null) return null
  return <Quote message={chat.find((other) => other.id === id)} onDark={message.sender === 'vendor'} onOpen={() => onShow(id)} />
}

function Body({ message, quote, leadId }: { message: Message; quote: string | null; leadId: string }) {
  const { t } = useTranslation()
  if (message.status === 'pending') return <p className="italic opacity-80">{t('message.waitingForText')}</p>
  if (message.type === 'revoked') {
    return (
      <p className="flex items-center gap-1.5 italic opacity-80">
        <Ban aria-hidden className="size-3.5" />
        {t('message.revoked')}
      </p>
    )
  }
  const { media, content, text } = message
  if (!text && !media && !content) return <p className="italic opacity-80">{t('message.noText', { type: message.type })}</p>
  return (
    <>
      {media ? <Media message={message} media={media} leadId={leadId} /> : null}
      {content ? <MessageContent content={content} votes={message.votes} /> : null}
      {text && content?.kind !== 'poll' ? (
        <p dir="auto" className="[overflow-wrap:anywhere] whitespace-pre-wrap">
          {quote ? <Marked text={text} quote={quote} /> : <Linked text={text} />}
        </p>
      ) : null}
    </>
  )
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

function Reactions({ reactions }: { reactions: Message['reactions'] }) {
  const { t } = useTranslation()
  if (reactions.length === 0) return null
  return (
    <p className="relative z-1 -mt-1.5 flex gap-1 px-2" aria-label={t('message.reactions')} role="group">
      {reactions.map(({ who, emoji }) => (
        <span key={who} role="img" aria-label={t(who === 'me' ? 'message.reactedWe' : 'message.reacted', { emoji })} className="rounded-full border bg-surface px-1.5 text-sm">
          {emoji}
        </span>
      ))}
    </p>
  )
}

function Footer({ message, chat }: { message: Message; chat: readonly Message[] }) {
  const { t, i18n } = useTranslation()
  const onDark = message.sender === 'vendor'
  return (
    <div className="flex items-center justify-end gap-1">
      {message.edited_at && message.type !== 'revoked' ? (
        <span className={cn('text-[0.6875rem] italic', onDark ? 'text-white/90' : 'text-muted')}>{t('message.edited')}</span>
      ) : null}
      <Life message={message} chat={chat}>
        <button
          type="button"
          aria-label={t('life.open', { time: clock(message.created_at, i18n.language) })}
          className={cn(
            '-mr-1.5 flex min-h-6 items-center gap-1.5 rounded px-1.5 text-[0.6875rem] tabular-nums',
            onDark ? 'text-white/90 hover:bg-white/15' : 'text-muted hover:bg-foreground/8',
          )}
        >
          <Activity aria-hidden className="size-3 opacity-0 transition-opacity group-focus-within:opacity-80 group-hover:opacity-80 pointer-coarse:opacity-60" />
          {clock(message.created_at, i18n.language)}
          {message.direction === 'out' ? <Ticks status={message.status} onDark={onDark} /> : null}
        </button>
      </Life>
    </div>
  )
}
