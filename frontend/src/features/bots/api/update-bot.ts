import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Bot, BotWithSession } from '@/lib/api/types'

export type BotChanges = Partial<Pick<Bot, 'name' | 'prompt' | 'language'>>

/** Changes a bot, unless somebody else has changed it since the given version (then ApiError 409 or 412). */
export function useUpdateBot(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ changes, version }: { changes: BotChanges; version: number }) =>
      request<Bot>(`/bots/${encodeURIComponent(botId)}`, {
        method: 'PATCH',
        body: changes,
        headers: { 'If-Match': `"${version}"` },
      }),
    onSuccess: (changed) =>
      client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.map((bot) => (bot.id === botId ? { ...bot, ...changed } : bot))),
  })
}
