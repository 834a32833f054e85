import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { LeadWithChat } from '@/lib/api/types'

export type Handover = 'takeover' | 'handback' | 'resume'

/** Says who answers a chat: a person from now on, or the bot again. */
export function useHandover(leadId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (what: Handover) => request<LeadWithChat>(`/leads/${encodeURIComponent(leadId)}/${what}`, { method: 'POST' }),
    onSuccess: (lead) => client.setQueryData<LeadWithChat>(keys.lead(leadId), lead),
  })
}
