import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { BotWithSession } from '@/lib/api/types'

/** Deletes a bot and switches its session off. */
export function useDeleteBot(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request(`/bots/${encodeURIComponent(botId)}`, { method: 'DELETE' }),
    onSuccess: () => {
      client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.filter(({ id }) => id !== botId))
      // A list that was asked for before the bot was gone would bring it back.
      void client.invalidateQueries({ queryKey: keys.bots })
    },
  })
}
