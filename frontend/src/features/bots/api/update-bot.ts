import { useMutation, useQueryClient } from '@tanstack/react-query'

import { ApiError, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { BotChanges, BotWithSession } from '@/lib/api/types'

/** Whether somebody else has changed the bot since the version that was sent. */
export function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 409 || error.status === 412)
}

/** Changes a bot, unless somebody else has changed it since the given version: their version is fetched then. */
export function useUpdateBot(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ changes, version }: { changes: BotChanges; version: number }) =>
      request<BotWithSession>(`/bots/${encodeURIComponent(botId)}`, {
        method: 'PATCH',
        body: changes,
        headers: { 'If-Match': `"${version}"` },
      }),
    onSuccess: (changed) =>
      client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.map((bot) => (bot.id === botId ? { ...bot, ...changed } : bot))),
    onError: (error) => (isOutdated(error) ? client.invalidateQueries({ queryKey: keys.bots }) : undefined),
  })
}
