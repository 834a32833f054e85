import { useQuery } from '@tanstack/react-query'
import { ArrowDown, MessagesSquare } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { messagesQuery } from '@/lib/api/queries'
import type { ChatTurn, Message } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useMay } from '@/lib/powers'
import { day, dayKey } from '@/lib/time'

import { notYetShown, useSendMessage } from '../api/send-message'
import { Bubble, type Highlight } from './bubble'
import { Composer } from './composer'
import { PendingBubble } from './pending-bubble'

interface ChatProps {
  leadId: string
  turn: ChatTurn | null
  highlight: Highlight | null
}

/** One customer's chat, live, with the place to write below it. */
export function Chat({ leadId, turn, highlight }: ChatProps) {
  const { t } = useTranslation()
  const maySend = useMay('messages.send')
  const messages = useQuery(messagesQuery(leadId))
  const { pending, send, retry, forget } = useSendMessage(leadId)
  const shown = messages.data ?? []
  const waiting = notYetShown(pending, shown)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Scroller length={shown.length + waiting.length}>
        {messages.isPending ? <ChatSkeleton /> : null}
        {messages.isError && !messages.data ? (
          <ErrorState error={messages.error} title={t('chat.loadFailed')} retry={() => void messages.refetch()} className="my-4" />
        ) : null}
        {messages.data && shown.length + waiting.length === 0 ? (
          <EmptyState icon={MessagesSquare} title={t('chat.emptyTitle')}>
            {t('chat.emptyText')}
          </EmptyState>
        ) : null}
        <ol aria-label={t('chat.messages')} className="pb-4">
          <Messages messages={shown} highlight={highlight} onResend={maySend ? ({ text }) => send(text ?? '') : undefined} />
          {waiting.map((outgoing) => (
            <PendingBubble key={outgoing.key} pending={outgoing} onRetry={() => retry(outgoing)} onDiscard={() => forget(outgoing.key)} />
          ))}
          {turn?.thinking ? <Thinking /> : null}
        </ol>
      </Scroller>
      {maySend ? (
        <Composer key={leadId} leadId={leadId} chat={turn} onSend={send} />
      ) : (
        <p className="border-t bg-surface px-4 py-3 text-muted">{t('chat.readOnly')}</p>
      )}
    </div>
  )
}

interface MessagesProps {
  messages: Message[]
  highlight: Highlight | null
  onResend?: (message: Message) => void
}

function Messages({ messages, highlight, onResend }: MessagesProps) {
  const { i18n } = useTranslation()
  return messages.map((message, index) => {
    const before = messages[index - 1]
    const newDay = !before || dayKey(before.created_at) !== dayKey(message.created_at)
    return [
      newDay ? (
        <li key={`day-${message.id}`} className="flex justify-center pt-4 pb-1">
          <span className="rounded-full border bg-surface px-3 py-0.5 text-xs text-muted">{day(message.created_at, i18n.language)}</span>
        </li>
      ) : null,
      <Bubble
        key={message.id}
        message={message}
        chat={messages}
        continued={!newDay && before.sender === message.sender}
        highlight={highlight}
        onResend={onResend}
      />,
    ]
  })
}

/** Keeps to the newest message while people look at it; while they read above, says that something came. */
function Scroller({ length, children }: { length: number; children: React.ReactNode }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [above, setAbove] = useState(false)
  const [seen, setSeen] = useState(length)
  if (!above && seen !== length) setSeen(length)
  useEffect(() => {
    // What one has just written oneself is wanted in sight; so is a chat that was opened anew.
    if (!above) box.current?.scrollTo({ top: 0 })
  }, [length, above])
  return (
    <div className="relative min-h-0 flex-1">
      {/* Reversed, so that the browser itself keeps the bottom in place when messages come or the keyboard opens. */}
      <div
        ref={box}
        tabIndex={0}
        role="log"
        aria-label={t('chat.log')}
        className="flex h-full flex-col-reverse overflow-y-auto overscroll-contain px-3 sm:px-5"
        onScroll={({ currentTarget }) => setAbove(currentTarget.scrollTop < -120)}
      >
        <div className="mx-auto w-full max-w-3xl">{children}</div>
      </div>
      {above ? (
        <Button
          variant="outline"
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
          onClick={() => box.current?.scrollTo({ top: 0, behavior: 'smooth' })}
        >
          <ArrowDown aria-hidden />
          {length > seen ? t('chat.newMessages', { count: length - seen }) : t('chat.toNewest')}
        </Button>
      ) : null}
    </div>
  )
}

function Thinking() {
  const { t } = useTranslation()
  return (
    <li className="flex justify-end pt-3">
      <span className="flex items-center gap-2 rounded-2xl rounded-br-sm bg-bot-bubble px-3.5 py-2.5 text-[0.8125rem] text-accent-text">
        {t('chat.thinking')}
        <span aria-hidden className="flex gap-1">
          {['', '[animation-delay:150ms]', '[animation-delay:300ms]'].map((delay) => (
            <span key={delay} className={cn('size-1.5 animate-dot rounded-full bg-accent-text', delay)} />
          ))}
        </span>
      </span>
    </li>
  )
}

function ChatSkeleton() {
  return (
    <div aria-hidden className="space-y-3 py-5">
      <Skeleton className="h-14 w-3/5 rounded-2xl" />
      <Skeleton className="ml-auto h-20 w-3/5 rounded-2xl" />
      <Skeleton className="h-10 w-2/5 rounded-2xl" />
    </div>
  )
}
