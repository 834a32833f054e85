import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { BotWithSession, Session } from '@/lib/api/types'

export type SessionAction = 'start' | 'stop' | 'restart' | 'logout'

/** Asks for something to be done with a bot's session; what then happens comes as events. */
export function useOperateSession(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (action: SessionAction) =>
      request<Session>(`/bots/${encodeURIComponent(botId)}/session/${action}`, { method: 'POST' }),
    onSuccess: (session) => {
      client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.map((bot) => (bot.id === botId ? { ...bot, session } : bot)))
      void client.invalidateQueries({ queryKey: keys.bots })
    },
  })
}
