import { useTranslation } from 'react-i18next'

import type { Message } from '@/lib/api/types'
import { cn } from '@/lib/cn'

interface QuoteProps {
  /** The message that is replied to; undefined while it is further back than was read. */
  message: Message | undefined
  onDark?: boolean
  onOpen?: () => void
}

/** A message in few words, to say what an answer is about. */
export function useGist(): (message: Message) => string {
  const { t } = useTranslation()
  return (message) => {
    if (message.type === 'revoked') return t('message.revoked')
    if (message.text) return message.text
    if (message.content) return t(`message.content.${message.content.kind}`)
    return message.media ? t('message.aFile') : t('message.noText', { type: message.type })
  }
}

/** What a message replies to, within its bubble. */
export function Quote({ message, onDark, onOpen }: QuoteProps) {
  const { t } = useTranslation()
  const gist = useGist()
  return (
    <button
      type="button"
      disabled={!message || !onOpen}
      onClick={onOpen}
      className={cn(
        'mb-1 block w-full max-w-full rounded-md border-l-3 px-2 py-1 text-left text-[0.8125rem]',
        onDark ? 'border-white/60 bg-white/12' : 'border-accent bg-foreground/5',
      )}
    >
      <span className={cn('block truncate text-xs font-semibold', onDark ? '' : 'text-accent-text')}>
        {message ? t(`message.sender.${message.sender}`) : t('message.earlier')}
      </span>
      {message ? <span className="line-clamp-2 [overflow-wrap:anywhere] opacity-90">{gist(message)}</span> : null}
    </button>
  )
}
