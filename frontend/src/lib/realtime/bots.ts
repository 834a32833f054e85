/** Merges events into the cached bots, and what goes with a bot into the rest. */

import type { QueryClient } from '@tanstack/react-query'

import { keys } from '@/lib/api/queries'
import type { BotWithSession, LeadWithChat } from '@/lib/api/types'

/** The list with a bot's new settings, beside the session that is known. */
export function mergeBot(client: QueryClient, bot: BotWithSession): void {
  client.setQueryData<BotWithSession[]>(keys.bots, (bots) =>
    bots?.map((known) => (known.id === bot.id && known.version <= bot.version ? { ...known, ...bot } : known)),
  )
  const known = client.getQueryData<BotWithSession[]>(keys.bots)?.some(({ id }) => id === bot.id)
  // A new bot's session is not part of its event.
  if (known === false) void client.invalidateQueries({ queryKey: keys.bots })
}

/** Takes a bot that was deleted out of what is cached, and its leads with it: no event tells of each of them. */
export function removeBot(client: QueryClient, botId: string): void {
  client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.filter(({ id }) => id !== botId))
  for (const [, lead] of client.getQueriesData<LeadWithChat>({ queryKey: keys.allLead })) {
    if (lead?.bot_id !== botId) continue
    client.removeQueries({ queryKey: keys.messages(lead.id) })
    client.removeQueries({ queryKey: keys.lead(lead.id), type: 'inactive' })
    // Who has it open asks anew, and is told that it is gone.
    void client.resetQueries({ queryKey: keys.lead(lead.id) })
  }
  // A list that was asked for before the bot was gone would bring it back.
  for (const queryKey of [keys.bots, keys.directory, keys.allLeads, keys.allConversations]) void client.invalidateQueries({ queryKey })
}
