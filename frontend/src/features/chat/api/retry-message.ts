import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import type { Message } from '@/lib/api/types'
import { mergeMessage } from '@/lib/realtime/merge'

/** Has a message that failed tried again. Safe to repeat: the API queues each failure once. */
export function useRetryMessage(leadId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: Message) =>
      request<Message>(`/leads/${encodeURIComponent(leadId)}/messages/${encodeURIComponent(id)}/retry`, { method: 'POST' }),
    onSuccess: (queued, failed) => {
      // Under another id it is a message of its own, and the one that failed can't be tried again any more.
      if (queued.id !== failed.id) mergeMessage(client, { ...failed, retried_as: queued.id })
      mergeMessage(client, queued)
    },
  })
}
