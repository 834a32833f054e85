import { MessageSquare, Paperclip, StickyNote, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import type { Message } from '@/lib/api/types'
import { cn } from '@/lib/cn'

import type { Writing } from '../use-writing'
import { Quote } from './quote'

/** Whether one writes to the customer, or a note to each other. */
export function ModeSwitch({ writing }: { writing: Writing }) {
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

/** The message that is replied to, until one would rather not. */
export function ReplyTo({ message, onCancel }: { message: Message; onCancel: () => void }) {
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

/** Chooses a file to send. */
export function FileButton({ onChoose }: { onChoose: (file: File) => void }) {
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
