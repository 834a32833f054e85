import { SendHorizontal } from 'lucide-react'
import { useRef, useState, type SubmitEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/input'
import { SaidBody } from '@/lib/api/limits'

const LONGEST = SaidBody.text.maxLength

interface TryComposerProps {
  disabled: boolean
  onSend: (text: string) => void
}

/** Where one writes as the customer. */
export function TryComposer({ disabled, onSend }: TryComposerProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  const send = () => {
    if (!text.trim() || disabled) return
    onSend(text.trim())
    setText('')
    box.current?.focus()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form onSubmit={submit} className="flex items-end gap-2 border-t p-3">
      <Textarea
        ref={box}
        aria-label={t('tryIt.message')}
        placeholder={t('tryIt.placeholder')}
        rows={2}
        maxLength={LONGEST}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
        className="min-h-0 resize-none"
      />
      <Button type="submit" size="icon" aria-label={t('tryIt.send')} disabled={disabled || !text.trim()}>
        <SendHorizontal />
      </Button>
    </form>
  )
}
