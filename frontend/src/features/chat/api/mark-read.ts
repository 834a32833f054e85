import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { request } from '@/lib/api/http'
import type { ChatTurn, LeadWithChat } from '@/lib/api/types'
import { useMay } from '@/lib/powers'
import { mergeLeadAnswer } from '@/lib/realtime/merge'
import { useVisible } from '@/lib/use-visible'

/** Marks what the customer wrote as read while somebody who may answer it has it in front of them. */
export function useMarkRead(leadId: string, turn: ChatTurn | null, looking: boolean): void {
  const client = useQueryClient()
  const may = useMay('leads.write')
  const visible = useVisible()
  const unread = turn?.unread ?? 0
  useEffect(() => {
    if (!may || !looking || !visible || unread === 0) return
    request<LeadWithChat>(`/leads/${encodeURIComponent(leadId)}/read`, { method: 'POST' }).then(
      (lead) => mergeLeadAnswer(client, lead),
      // It stays unread then, and is tried with the next message or the next look.
      () => undefined,
    )
  }, [client, leadId, may, looking, visible, unread])
}
