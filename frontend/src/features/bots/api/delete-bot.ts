import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { removeBot } from '@/lib/realtime/bots'

const keyOf = (botId: string) => ['delete-bot', botId]

/** Deletes a bot and switches its session off. The news of it may come before the answer, and take away whatever asked. */
export function useDeleteBot(botId: string, onDeleted: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationKey: keyOf(botId),
    mutationFn: () => request(`/bots/${encodeURIComponent(botId)}`, { method: 'DELETE' }),
    // Not where it is called: there it would not be heard any more.
    onSuccess: () => {
      removeBot(client, botId)
      onDeleted()
    },
  })
}

/** Whether a bot is being deleted from here, by whoever looks at its page. */
export const useIsDeleting = (botId: string): boolean => useIsMutating({ mutationKey: keyOf(botId) }) > 0
