import { SendHorizontal } from 'lucide-react'
import { useId, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/input'
import { AddNoteBody, SendMessageBody } from '@/lib/api/limits'
import type { ChatTurn } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useErrorText } from '@/lib/error-text'
import { useMedia } from '@/lib/use-media'

import { useAddNote } from '../api/notes'
import type { Said } from '../api/send-message'
import { cannedQuery, type Canned } from '../canned'
import { useCannedMenu } from '../use-canned-menu'
import { useDraft } from '../use-draft'
import type { Writing } from '../use-writing'
import { Attachment } from './attachment'
import { CannedList } from './canned-list'
import { FileButton, ModeSwitch, ReplyTo } from './composer-parts'

/** As much as the API takes in one message, and in one note. */
const LONGEST = { message: SendMessageBody.text.maxLength, note: AddNoteBody.text.maxLength }

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
