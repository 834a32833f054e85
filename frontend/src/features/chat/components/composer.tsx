import { SendHorizontal } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/input'
import type { ChatTurn } from '@/lib/api/types'
import { useMedia } from '@/lib/use-media'

import { draft } from '../drafts'

/** As much as the API takes in one message. */
const LONGEST = 4096

interface ComposerProps {
  leadId: string
  chat: ChatTurn | null
  onSend: (text: string) => void
}

/** Where people write. Enter sends, Shift+Enter makes a new line; on a touch screen Enter is a new line. */
export function Composer({ leadId, chat, onSend }: ComposerProps) {
  const { t } = useTranslation()
  const hint = useId()
  const touch = useMedia('(pointer: coarse)')
  const [text, setText] = useState(() => draft.get(leadId))
  const change = (next: string) => {
    setText(next)
    draft.set(leadId, next)
  }
  const send = () => {
    const trimmed = text.trim()
    if (!trimmed) return
    onSend(trimmed)
    change('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || touch || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      className="border-t bg-surface px-3 pt-2.5 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="flex items-end gap-2">
        <Textarea
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          maxLength={LONGEST}
          rows={1}
          aria-label={t('composer.label')}
          aria-describedby={hint}
          placeholder={t('composer.placeholder')}
          className="field-sizing-content max-h-40 min-h-11 resize-none py-2.5"
        />
        <Button type="submit" className="size-11 p-0" disabled={!text.trim()} aria-label={t('composer.send')}>
          <SendHorizontal aria-hidden />
        </Button>
      </div>
      <p id={hint} className="pt-1.5 text-xs text-muted">
        {chat?.mode === 'human' ? t('composer.human') : t('composer.bot')}
        {touch ? null : <span className="hidden sm:inline"> {t('composer.keys')}</span>}
      </p>
    </form>
  )
}
