import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { BotWithSession } from '@/lib/api/types'

/** Pauses a bot, which then hears and does not answer, or lets it answer again. */
export function useAnswering(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (what: 'pause' | 'resume') => request<BotWithSession>(`/bots/${encodeURIComponent(botId)}/${what}`, { method: 'POST' }),
    onSuccess: (changed) =>
      client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.map((bot) => (bot.id === botId ? { ...bot, ...changed } : bot))),
  })
}
