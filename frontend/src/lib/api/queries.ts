/** What is read from the API, with the keys under which it is cached. Events are merged under the same keys. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { query, request } from './http'
import type { BotWithSession, Lead, LeadStatus, LeadWithChat, Me, Message, Page, PublicConfig } from './types'

export interface LeadFilter {
  bot_id?: string
  status?: LeadStatus
}

export const keys = {
  me: ['me'] as const,
  /** Of mutations that replace the sign-in: until they are done the old one is void and the new one not there yet. */
  newSignIn: ['new-sign-in'] as const,
  team: ['team'] as const,
  invitations: ['invitations'] as const,
  offer: (token: string) => ['offer', token] as const,
  tenant: ['tenant'] as const,
  audit: (filter: object) => ['audit', filter] as const,
  config: ['config'] as const,
  bots: ['bots'] as const,
  counters: ['counters'] as const,
  allLeads: ['leads'] as const,
  leads: (filter: LeadFilter) => ['leads', filter] as const,
  allLead: ['lead'] as const,
  lead: (id: string) => ['lead', id] as const,
  allMessages: ['messages'] as const,
  messages: (leadId: string) => ['messages', leadId] as const,
}

const LEADS_PER_PAGE = 50
/** As many as the API gives at once. */
const MESSAGES_PER_PAGE = 100

/** While a list of bots is on screen, their proof of health is asked for at this pace: it comes with no event. */
const HEALTH_INTERVAL_MS = 15_000

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => request<Me>('/me', { signal }),
  staleTime: 5 * 60_000,
})

export const configQuery = queryOptions({
  queryKey: keys.config,
  queryFn: ({ signal }) => request<PublicConfig>('/config', { signal }),
  staleTime: Infinity,
})

export const botsQuery = queryOptions({
  queryKey: keys.bots,
  queryFn: async ({ signal }) => (await request<{ items: BotWithSession[] }>('/bots', { signal })).items,
  refetchInterval: HEALTH_INTERVAL_MS,
})

export function leadsQuery(filter: LeadFilter) {
  return infiniteQueryOptions({
    queryKey: keys.leads(filter),
    queryFn: ({ signal, pageParam }) =>
      request<Page<Lead>>(`/leads${query({ ...filter, limit: LEADS_PER_PAGE, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
}

export function leadQuery(id: string) {
  return queryOptions({
    queryKey: keys.lead(id),
    queryFn: ({ signal }) => request<LeadWithChat>(`/leads/${encodeURIComponent(id)}`, { signal }),
  })
}

/** A chat's messages, all of them: the API pages from the oldest on, and people want to see the newest. */
export function messagesQuery(leadId: string) {
  return queryOptions({
    queryKey: keys.messages(leadId),
    queryFn: async ({ signal }) => {
      const messages: Message[] = []
      let cursor: string | null = null
      const path = `/leads/${encodeURIComponent(leadId)}/messages`
      do {
        const page: Page<Message> = await request(path + query({ limit: MESSAGES_PER_PAGE, cursor }), { signal })
        messages.push(...page.items)
        cursor = page.next_cursor
      } while (cursor !== null)
      return messages
    },
  })
}
