import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import type { Note } from '@/lib/api/types'
import { mergeNote } from '@/lib/realtime/merge'

/** Writes a note about a lead, which the customer never sees. */
export function useAddNote(leadId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (text: string) => request<Note>(`/leads/${encodeURIComponent(leadId)}/notes`, { method: 'POST', body: { text } }),
    onSuccess: (note) => mergeNote(client, note),
  })
}
