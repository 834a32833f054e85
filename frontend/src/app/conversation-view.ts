import { useMemo, useState } from 'react'

import type { Highlight } from '@/features/chat/components/bubble'
import type { LeadWithChat } from '@/lib/api/types'
import { useCloseStale, useOpened } from '@/lib/opened'
import { remember, remembered } from '@/lib/storage'
import { useMedia } from '@/lib/use-media'

const PANEL_KEY = 'flotilla.lead-panel'

/**
 * Whether the panel is open: on a wide screen as it was left, on a narrow one while its address says so.
 * What is worked on within it opens it, too.
 */
export function usePanel() {
  const wide = useMedia('(width >= 64rem)')
  const [beside, setBeside] = useState(() => remembered(PANEL_KEY) !== 'closed')
  const details = useOpened('details')
  const field = useOpened('field')
  const closing = useOpened('close')
  const over = details.value ?? closing.value ?? false
  const open = field.value !== undefined || (wide ? beside : over)
  const set = (next: boolean) => {
    if (!next) for (const opened of [details, field, closing]) opened.close()
    if (wide) {
      setBeside(next)
      remember(PANEL_KEY, next ? 'open' : 'closed')
    } else if (next) details.open(true)
  }
  return { wide, open, set, toggle: () => set(!open) }
}

/** The message that the address points at: by itself, or as the evidence of a field. */
export function useHighlight(lead: LeadWithChat | undefined, wide: boolean) {
  const message = useOpened('message')
  const evidence = useOpened('evidence')
  const [asked, setAsked] = useState(0)
  const field = evidence.value === undefined ? undefined : lead?.fields[evidence.value]
  useCloseStale(evidence, evidence.value !== undefined && lead !== undefined && !field?.message_id)
  const messageId = message.value ?? field?.message_id
  const quote = message.value === undefined ? (field?.quote ?? null) : null
  const highlight = useMemo((): Highlight | null => (messageId ? { messageId, quote, asked } : null), [messageId, quote, asked])
  const again = () => setAsked((times) => times + 1)
  return {
    highlight,
    showMessage: (id: string) => {
      again()
      message.open(id, 'evidence')
    },
    showEvidence: (key: string) => {
      again()
      // What covers the chat makes room for it.
      evidence.open(key, 'message', ...(wide ? [] : (['details'] as const)))
    },
  }
}
