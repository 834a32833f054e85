import { useCallback, useEffect, useRef } from 'react'

import { useVisible } from '@/lib/use-visible'
import { useRealtime } from '@/lib/realtime/context'

/** Whoever holds the bot follows a chat for five minutes. */
export const FOLLOW_EVERY_MS = 2 * 60_000
/** That somebody writes is shown for six seconds. */
export const TYPING_EVERY_MS = 4_000

/**
 * Has WhatsApp tell who types in the chat, as long as it is in sight.
 * Returns what to call at each change of what is written to the customer, so that they see that somebody writes.
 */
export function useFollow(leadId: string): () => void {
  const { state, say } = useRealtime()
  const visible = useVisible()
  const live = state === 'live'
  useEffect(() => {
    if (!live || !visible) return
    const follow = () => say({ action: 'follow', lead: leadId })
    follow()
    const timer = setInterval(follow, FOLLOW_EVERY_MS)
    return () => clearInterval(timer)
  }, [leadId, live, visible, say])
  const told = useRef(0)
  return useCallback(() => {
    const now = Date.now()
    if (now - told.current < TYPING_EVERY_MS) return
    told.current = now
    say({ action: 'typing', lead: leadId })
  }, [leadId, say])
}
