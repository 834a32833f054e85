import { MessageSquare, Paperclip, SendHorizontal, StickyNote, X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/input'
import { AddNoteBody, SendMessageBody } from '@/lib/api/limits'
import type { ChatTurn, Message } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useErrorText } from '@/lib/error-text'
import { useMedia } from '@/lib/use-media'

import { useAddNote } from '../api/notes'
import type { Said } from '../api/send-message'
import { cannedQuery, findCanned, type Canned } from '../canned'
import { draft } from '../drafts'
import { Attachment } from './attachment'
import { CannedList, optionId } from './canned-list'
import { Quote } from './quote'

/** As much as the API takes in one message, and in one note. */
const LONGEST = { message: SendMessageBody.text.maxLength, note: AddNoteBody.text.maxLength }

export type WriteMode = 'message' | 'note'

export interface Writing {
  mode: WriteMode
  setMode: (mode: WriteMode) => void
  replyTo: Message | null
  setReplyTo: (message: Message | null) => void
  file: File | undefined
  setFile: (file: File | undefined) => void
  field: RefObject<HTMLTextAreaElement | null>
}

interface ComposerProps {
  leadId: string
  chat: ChatTurn | null
  canned: readonly Canned[]
  writing: Writing
  mayNote: boolean
  onSend: (said: Said) => void
  onTyping: () => void
  alsoWriting: readonly string[]
}

/** Where people write, to the customer or a note to each other. Enter sends, Shift+Enter makes a new line; on a touch screen Enter is a new line. */
export function Composer({ leadId, chat, canned, writing, mayNote, onSend, onTyping, alsoWriting }: ComposerProps) {
  const { t } = useTranslation()
  const { mode, replyTo, file, field } = writing
  const touch = useMedia('(pointer: coarse)')
  const { text, change } = useDraft(mode === 'note' ? `${leadId}/note` : leadId)
  const note = useAddNote(leadId)
  const errorText = useErrorText()
  const hint = useId()
  const menu = useCannedMenu(mode === 'message' ? text : '', canned, (answer) => change(answer))
  const send = () => {
    const said = text.trim()
    if (mode === 'note') {
      if (said && !note.isPending) note.mutate(said, { onSuccess: () => change('') })
      return
    }
    if (!said && !file) return
    onSend({ text: said, ...(file ? { file } : {}), ...(replyTo ? { quotedId: replyTo.id } : {}) })
    change('')
    writing.setReplyTo(null)
    writing.setFile(undefined)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || menu.onKeyDown(event)) return
    if (event.key === 'Escape') {
      if (replyTo) writing.setReplyTo(null)
      else if (mode === 'note') writing.setMode('message')
      else event.currentTarget.blur()
    }
    if (event.key !== 'Enter' || event.shiftKey || touch) return
    event.preventDefault()
    send()
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files].at(0)
    if (!pasted || mode === 'note') return
    event.preventDefault()
    writing.setFile(pasted)
  }
  return (
    <form
      className={cn('relative shrink-0 border-t px-3 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4', mode === 'note' ? 'bg-warning-soft' : 'bg-surface')}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {menu.open ? <CannedList id={menu.id} answers={menu.answers} active={menu.active} onChoose={menu.choose} /> : null}
      {mayNote ? <ModeSwitch writing={writing} /> : null}
      {mode === 'message' && replyTo ? <ReplyTo message={replyTo} onCancel={() => writing.setReplyTo(null)} /> : null}
      {mode === 'message' && file ? <Attachment file={file} onRemove={() => writing.setFile(undefined)} /> : null}
      <div className="flex items-end gap-2">
        {mode === 'message' ? <FileButton onChoose={writing.setFile} /> : null}
        <Textarea
          ref={field}
          value={text}
          onChange={({ target }) => {
            change(target.value)
            // A slash looks for an answer that is ready, and a note is no business of the customer's.
            if (mode === 'message' && target.value.trim() && cannedQuery(target.value) === null) onTyping()
          }}
          dir="auto"
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          maxLength={LONGEST[mode]}
          rows={1}
          aria-label={mode === 'note' ? t('note.label') : t('composer.label')}
          aria-describedby={hint}
          {...menu.attributes}
          placeholder={mode === 'note' ? t('note.placeholder') : file ? t('composer.caption') : t('composer.placeholder')}
          className="field-sizing-content max-h-40 min-h-11 resize-none py-2.5"
        />
        <Button type="submit" className="size-11 p-0" busy={note.isPending} disabled={!text.trim() && !file} aria-label={mode === 'note' ? t('note.save') : t('composer.send')}>
          {note.isPending ? null : <SendHorizontal aria-hidden />}
        </Button>
      </div>
      {note.isError ? (
        <p role="alert" className="pt-1.5 text-xs text-danger-text">
          {t('note.failed', { reason: errorText(note.error) })}
        </p>
      ) : null}
      <p id={hint} className="min-h-6 pt-1.5 text-xs text-muted">
        {alsoWriting.length > 0 ? <span className="font-medium text-warning-text">{t('composer.alsoWriting', { names: alsoWriting.join(', '), count: alsoWriting.length })} </span> : null}
        {mode === 'note' ? t('note.hint') : chat?.mode === 'human' ? t('composer.human') : t('composer.bot')}
        {touch ? null : <span className="hidden sm:inline"> {mode === 'note' ? t('note.keys') : t('composer.keys')}</span>}
      </p>
    </form>
  )
}

/** What is written, kept for each chat and for its note. */
function useDraft(key: string) {
  const [state, setState] = useState(() => ({ key, text: draft.get(key) }))
  if (state.key !== key) setState({ key, text: draft.get(key) })
  return {
    text: state.text,
    change: (text: string) => {
      setState({ key, text })
      draft.set(key, text)
    },
  }
}

/** The answers that a slash opens, worked with the arrow keys while the field keeps the focus. */
function useCannedMenu(text: string, canned: readonly Canned[], onAnswer: (answer: string) => void) {
  const id = useId()
  const query = cannedQuery(text)
  const [closedFor, setClosedFor] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const answers = query === null ? [] : findCanned(canned, query)
  const open = query !== null && closedFor !== text
  const active = Math.min(at, Math.max(0, answers.length - 1))
  const choose = ({ answer }: Canned) => {
    setAt(0)
    onAnswer(answer)
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open) return false
    const chosen = answers[active]
    if (event.key === 'ArrowDown') setAt((active + 1) % Math.max(1, answers.length))
    else if (event.key === 'ArrowUp') setAt((active - 1 + answers.length) % Math.max(1, answers.length))
    else if (event.key === 'Escape') setClosedFor(text)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen)
    else return false
    event.preventDefault()
    return true
  }
  const attributes = open
    ? ({ role: 'combobox', 'aria-expanded': true, 'aria-controls': id, 'aria-autocomplete': 'list', 'aria-activedescendant': answers.length > 0 ? optionId(id, active) : undefined } as const)
    : {}
  return { id, open, answers, active, choose, onKeyDown, attributes }
}

function ModeSwitch({ writing }: { writing: Writing }) {
  const { t } = useTranslation()
  const modes = [
    ['message', MessageSquare, t('composer.toCustomer')],
    ['note', StickyNote, t('note.mode')],
  ] as const
  return (
    <div role="group" aria-label={t('composer.mode')} className="mb-1.5 flex gap-1">
      {modes.map(([mode, Icon, label]) => (
        <button
          key={mode}
          type="button"
          aria-pressed={writing.mode === mode}
          onClick={() => writing.setMode(mode)}
          className={cn('flex min-h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-muted hover:text-foreground', writing.mode === mode && 'bg-foreground/8 text-foreground')}
        >
          <Icon aria-hidden className="size-3.5" />
          {label}
        </button>
      ))}
    </div>
  )
}

function ReplyTo({ message, onCancel }: { message: Message; onCancel: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="mb-1 flex items-start gap-2" data-testid="reply-to">
      <div className="min-w-0 flex-1">
        <Quote message={message} />
      </div>
      <button type="button" aria-label={t('composer.cancelReply')} onClick={onCancel} className="grid size-8 place-items-center rounded-md text-muted hover:bg-sunken">
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}

function FileButton({ onChoose }: { onChoose: (file: File) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('composer.file')}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) onChoose(file)
          target.value = ''
        }}
      />
      <Button variant="ghost" className="size-11 p-0" aria-label={t('composer.attach')} onClick={() => input.current?.click()}>
        <Paperclip />
      </Button>
    </>
  )
}

/** What is about to be written in a chat, and to what; the field is focused whenever a reply or another mode is chosen. */
export function useWriting(): Writing {
  const [mode, setMode] = useState<WriteMode>('message')
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [file, setFile] = useState<File>()
  const field = useRef<HTMLTextAreaElement>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    // Only when it was asked for: on a phone the keyboard would cover what one came to read.
    if (asked > 0) field.current?.focus()
  }, [asked])
  const focus = () => setAsked((times) => times + 1)
  return {
    mode,
    setMode: (chosen) => {
      setMode(chosen)
      focus()
    },
    replyTo,
    setReplyTo: (message) => {
      if (message) setMode('message')
      setReplyTo(message)
      focus()
    },
    file,
    setFile: (chosen) => {
      if (chosen) setMode('message')
      setFile(chosen)
    },
    field,
  }
}
