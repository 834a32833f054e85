import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { removeBot } from '@/lib/realtime/bots'

/** Deletes a bot and switches its session off. */
export function useDeleteBot(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request(`/bots/${encodeURIComponent(botId)}`, { method: 'DELETE' }),
    onSuccess: () => removeBot(client, botId),
  })
}
