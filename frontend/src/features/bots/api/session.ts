/** What can be asked of a bot's session beyond its state. */

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { botsQuery, keys } from '@/lib/api/queries'
import type { BotWithSession, Screenshot, Session, Transition } from '@/lib/api/types'

/** How often is looked for what a runner is making just now. */
const LOOK_EVERY_MS = 1500

const path = (botId: string, what: string) => `/bots/${encodeURIComponent(botId)}/session/${what}`

/** The session's newest transitions, newest first; each transition's event renews them. */
export function sessionHistoryQuery(botId: string) {
  return queryOptions({
    queryKey: keys.sessionHistory(botId),
    queryFn: async ({ signal }) => (await request<{ items: Transition[] }>(path(botId, 'history'), { signal })).items,
  })
}

/** The bots, looked at often: a pairing code comes with no event of its own. */
export const pairingQuery = { ...botsQuery, refetchInterval: LOOK_EVERY_MS }

/** Asks for a code to type on the phone; the session shows it some seconds later. */
export function usePairingCode(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (phone: string) => request<Session>(path(botId, 'pairing-code'), { method: 'POST', body: { phone } }),
    onSuccess: (session) =>
      client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.map((bot) => (bot.id === botId ? { ...bot, session } : bot))),
  })
}

/** The newest picture of the bot's page, looked for until a picture that was asked for is there. */
export function screenshotQuery(botId: string) {
  return queryOptions({
    queryKey: keys.screenshot(botId),
    queryFn: ({ signal }) => request<Screenshot>(path(botId, 'screenshot'), { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? LOOK_EVERY_MS : false),
    // Its address holds for minutes only.
    staleTime: 0,
  })
}

/** Has a picture of the bot's page taken. */
export function useTakeScreenshot(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<Screenshot>(path(botId, 'screenshot'), { method: 'POST' }),
    onSuccess: (screenshot) => client.setQueryData(keys.screenshot(botId), screenshot),
  })
}
