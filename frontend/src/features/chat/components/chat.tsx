import { useQuery } from '@tanstack/react-query'
import { MessagesSquare, Paperclip } from 'lucide-react'
import { useEffect, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { directoryQuery, messagesQuery, notesQuery } from '@/lib/api/queries'
import type { ChatTurn, Message } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'
import { day } from '@/lib/time'

import { useMarkRead } from '../api/mark-read'
import { useOlder } from '../api/older'
import { notYetShown, useSendMessage } from '../api/send-message'
import type { Canned } from '../canned'
import { timeline, type Entry } from '../timeline'
import type { Writing } from '../use-writing'
import { Bubble, type Highlight } from './bubble'
import { Composer } from './composer'
import { NoteEntry } from './note-entry'
import { PendingBubble } from './pending-bubble'
import { Scroller } from './scroller'

interface ChatProps {
  leadId: string
  turn: ChatTurn | null
  highlight: Highlight | null
  /** Called with the message that somebody wants to see. */
  onShow: (messageId: string) => void
  canned: readonly Canned[]
  writing: Writing
  /** Called at each change of what is written to the customer. */
  onTyping: () => void
  /** The names of colleagues who write in this chat now. */
  alsoWriting: readonly string[]
}

/** One customer's chat, live, with the place to write below it. */
export function Chat({ leadId, turn, highlight, onShow, canned, writing, onTyping, alsoWriting }: ChatProps) {
  const { t } = useTranslation()
  const maySend = useMay('messages.send')
  const mayNote = useMay('leads.write')
  const messages = useQuery(messagesQuery(leadId))
  const notes = useQuery(notesQuery(leadId))
  const older = useOlder(leadId)
  const { pending, send, retry, discard } = useSendMessage(leadId)
  const [atBottom, setAtBottom] = useState(true)
  useMarkRead(leadId, turn, atBottom && messages.data !== undefined)
  const life = useOpened('life').value
  const picture = useOpened('picture').value
  const opened = life ?? picture
  useReadBackTo(highlight?.messageId ?? opened, messages.data, older)
  const shown = messages.data ?? []
  const waiting = notYetShown(pending, shown)
  const entries = timeline(shown, notes.data ?? [], older.more)
  const newest = shown.at(-1)?.order ?? ''
  return (
    <DropTarget disabled={!maySend} onDrop={writing.setFile}>
      <Scroller length={useLengthSince(shown, newest) + waiting.length} more={older.more} loading={older.loading} onMore={older.load} onBottom={setAtBottom}>
        {messages.isPending ? <ChatSkeleton /> : null}
        {older.error ? <ErrorState error={older.error} title={t('chat.loadFailed')} retry={older.load} className="my-4" /> : null}
        {messages.isError && !messages.data ? (
          <ErrorState error={messages.error} title={t('chat.loadFailed')} retry={() => void messages.refetch()} className="my-4" />
        ) : null}
        {messages.data && entries.length + waiting.length === 0 ? (
          <EmptyState icon={MessagesSquare} title={t('chat.emptyTitle')}>
            {t('chat.emptyText')}
          </EmptyState>
        ) : null}
        <ol aria-label={t('chat.messages')} className="pb-4">
          <Entries
            entries={entries}
            messages={shown}
            highlight={highlight}
            opened={opened}
            leadId={leadId}
            mayWrite={maySend}
            onReply={writing.setReplyTo}
            onShow={onShow}
          />
          {waiting.map((outgoing) => (
            <PendingBubble key={outgoing.key} pending={outgoing} onRetry={() => retry(outgoing)} onDiscard={() => discard(outgoing.key)} />
          ))}
          {turn?.thinking ? <Thinking /> : null}
        </ol>
      </Scroller>
      {maySend ? (
        <Composer leadId={leadId} chat={turn} canned={canned} writing={writing} mayNote={mayNote} onSend={send} onTyping={onTyping} alsoWriting={alsoWriting} />
      ) : (
        <p className="border-t bg-surface px-4 py-3 text-muted">{t('chat.readOnly')}</p>
      )}
    </DropTarget>
  )
}

/** A count that grows with what comes at the end, and not with older messages that are read in before. */
function useLengthSince(messages: readonly Message[], newest: string): number {
  const [first, setFirst] = useState(newest)
  if (first === '' && newest !== '') setFirst(newest)
  return messages.filter(({ order }) => order > first).length
}

/** Reads back until the message is there that somebody wants to see. */
function useReadBackTo(wanted: string | undefined, messages: Message[] | undefined, older: ReturnType<typeof useOlder>): void {
  const missing = wanted !== undefined && messages !== undefined && !messages.some(({ id }) => id === wanted)
  const { more, loading, load, error } = older
  useEffect(() => {
    if (missing && more && !loading && !error) load()
  }, [missing, more, loading, load, error])
}

interface EntriesProps {
  entries: Entry[]
  messages: Message[]
  highlight: Highlight | null
  opened: string | undefined
  leadId: string
  mayWrite: boolean
  onReply: (message: Message) => void
  onShow: (messageId: string) => void
}

function Entries({ entries, messages, ...rest }: EntriesProps) {
  const { i18n } = useTranslation()
  const people = useQuery(directoryQuery).data?.people
  return entries.map((entry) => {
    if (entry.kind === 'note') return <NoteEntry key={entry.key} note={entry.note} />
    if (entry.kind === 'day') {
      return (
        <li key={entry.key} className="flex justify-center pt-4 pb-1">
          <span className="rounded-full border bg-surface px-3 py-0.5 text-xs text-muted">{day(entry.at, i18n.language)}</span>
        </li>
      )
    }
    const author = people?.find(({ id }) => id === entry.message.author)?.name
    return <Bubble key={entry.key} message={entry.message} chat={messages} continued={entry.continued} author={author} {...rest} />
  })
}

interface DropTargetProps {
  disabled: boolean
  onDrop: (file: File) => void
  children: React.ReactNode
}

/** The chat takes files that are dropped on it, and says so while one is held above it. */
function DropTarget({ disabled, onDrop, children }: DropTargetProps) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const held = (event: DragEvent) => !disabled && event.dataTransfer.types.includes('Files')
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!held(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        if (!held(event)) return
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file) onDrop(file)
      }}
    >
      {children}
      {over ? (
        <div className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 font-medium text-accent-text">
          <span className="flex items-center gap-2">
            <Paperclip aria-hidden className="size-5" />
            {t('composer.drop')}
          </span>
        </div>
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
