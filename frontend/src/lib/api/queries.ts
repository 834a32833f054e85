/** What is read from the API, with the keys under which it is cached. Events are merged under the same keys. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { isTransient, query, request } from './http'
import type {
  BotWithSession,
  Brief,
  Conversation,
  Directory,
  Lead,
  LeadStatus,
  LeadWithChat,
  Me,
  Message,
  Note,
  Page,
  PublicConfig,
} from './types'

/** setTimeout takes 31 bits of milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export interface LeadFilter {
  bot_id?: string
  status?: LeadStatus
  /** Somebody's id, or NOBODY. */
  assigned_to?: string
  /** Days by the workspace's clocks, both included. */
  from?: string
  to?: string
  /** Of what the days are; by default of the first message. */
  by?: 'created' | 'qualified' | 'closed'
  text?: string
}

/** In a filter: leads that nobody has. */
export const NOBODY = 'nobody'

/** Whose conversations: one's own, those of nobody, or all that one may see. */
export type InboxView = 'mine' | 'unassigned' | 'all'

/** What is to have happened in a conversation: something said, a hand-over to people, or a wait that was ended. */
export const HAPPENINGS = ['said', 'handover', 'bot_answer', 'person_answer'] as const
export type Happening = (typeof HAPPENINGS)[number]

export interface InboxFilter {
  view: InboxView
  search?: string
  bot_id?: string
  /** A day by the workspace's clocks: only conversations that saw `what` on it or later. */
  from?: string
  what?: Happening
}

export const keys = {
  me: ['me'] as const,
  /** Of mutations that replace the sign-in: until they are done the old one is void and the new one not there yet. */
  newSignIn: ['new-sign-in'] as const,
  team: ['team'] as const,
  invitations: ['invitations'] as const,
  offer: (token: string) => ['offer', token] as const,
  tenant: ['tenant'] as const,
  billing: ['billing'] as const,
  invoices: ['invoices'] as const,
  usage: (month: string) => ['usage', month] as const,
  audit: (filter: object) => ['audit', filter] as const,
  config: ['config'] as const,
  allSchedules: ['schedules'] as const,
  allMetrics: ['metrics'] as const,
  metrics: (days: number, bot?: string) => ['metrics', days, bot] as const,
  bots: ['bots'] as const,
  sessionHistory: (botId: string) => ['session-history', botId] as const,
  screenshot: (botId: string) => ['screenshot', botId] as const,
  pictures: (botId: string) => ['pictures', botId] as const,
  counters: ['counters'] as const,
  allLeads: ['leads'] as const,
  leads: (filter: LeadFilter) => ['leads', filter] as const,
  allLead: ['lead'] as const,
  lead: (id: string) => ['lead', id] as const,
  allConversations: ['conversations'] as const,
  conversations: (filter: InboxFilter) => ['conversations', filter] as const,
  /** Who types in a chat; it is in no answer of the API, only in events. */
  typing: (leadId: string) => ['typing', leadId] as const,
  /** Who has a lead that one may not see any more. */
  takenBy: (leadId: string) => ['taken-by', leadId] as const,
  directory: ['directory'] as const,
  allHistories: ['history'] as const,
  /** What happened to a lead. */
  history: (leadId: string) => ['history', leadId] as const,
  allNotes: ['notes'] as const,
  notes: (leadId: string) => ['notes', leadId] as const,
  brief: (leadId: string, language: string) => ['brief', leadId, language] as const,
  allMessages: ['messages'] as const,
  messages: (leadId: string) => ['messages', leadId] as const,
  /** Where a chat goes on before what was read of it; null at its beginning. */
  older: (leadId: string) => ['older', leadId] as const,
}

const LEADS_PER_PAGE = 50
const CONVERSATIONS_PER_PAGE = 50
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
    // No event tells of the moment at which a chat goes back to the bot by itself, so it is asked about when it has come.
    // Who may not see the lead any more is not told more by asking again.
    refetchInterval: ({ state: { data, error } }) =>
      data?.chat.human_until && (error === null || isTransient(error)) ? msUntil(data.chat.human_until) : false,
    refetchIntervalInBackground: true,
  })
}

/** Milliseconds until then, by this machine's clock; where that is ahead of the API's, it is asked again a little later. */
function msUntil(iso: string): number {
  return Math.min(Math.max(Date.parse(iso) - Date.now() + 250, 5_000), LONGEST_TIMER_MS)
}

export function conversationsQuery(filter: InboxFilter) {
  return infiniteQueryOptions({
    queryKey: keys.conversations(filter),
    queryFn: ({ signal, pageParam }) =>
      request<Page<Conversation>>(`/conversations${query({ ...filter, limit: CONVERSATIONS_PER_PAGE, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
}

/** Who works here and which bots there are; it changes so seldom that a visit needs it once. */
export const directoryQuery = queryOptions({
  queryKey: keys.directory,
  queryFn: ({ signal }) => request<Directory>('/directory', { signal }),
  staleTime: 10 * 60_000,
})

/** The notes about a lead, oldest first, as they stand in its chat. */
export function notesQuery(leadId: string) {
  return queryOptions({
    queryKey: keys.notes(leadId),
    queryFn: async ({ signal }) => {
      const path = `/leads/${encodeURIComponent(leadId)}/notes`
      return (await request<Page<Note>>(path + query({ limit: MESSAGES_PER_PAGE }), { signal })).items.reverse()
    },
  })
}

export function briefQuery(leadId: string, language: string) {
  return queryOptions({
    queryKey: keys.brief(leadId, language),
    queryFn: ({ signal }) => request<Brief>(`/leads/${encodeURIComponent(leadId)}/brief${query({ language })}`, { signal }),
  })
}

/** One page of a chat, read backwards. */
export function messagesBefore(leadId: string, cursor: string | null, signal?: AbortSignal): Promise<Page<Message>> {
  const path = `/leads/${encodeURIComponent(leadId)}/messages`
  return request<Page<Message>>(path + query({ order: 'newest', limit: MESSAGES_PER_PAGE, cursor }), { signal })
}

/** How many pages are read to find what is known already, before the chat is begun anew at its end. */
const CATCH_UP_PAGES = 5

/**
 * A chat's messages, oldest first: the newest page, and what was read before it.
 * Asked again, it reads backwards until it meets what is known, so that no gap stays after a pause.
 */
export function messagesQuery(leadId: string) {
  return queryOptions({
    queryKey: keys.messages(leadId),
    queryFn: async ({ signal, client }) => {
      const known = client.getQueryData<Message[]>(keys.messages(leadId)) ?? []
      let [cursor, fresh]: [string | null, Message[]] = [null, []]
      for (let pages = 0; pages < CATCH_UP_PAGES; pages += 1) {
        const page: Page<Message> = await messagesBefore(leadId, cursor, signal)
        fresh = [...page.items.reverse(), ...fresh]
        cursor = page.next_cursor
        const first = fresh[0]
        const met = first !== undefined && known.some(({ order }) => order >= first.order)
        if (met && known.length > 0) return [...known.filter(({ order }) => order < first.order), ...fresh]
        if (cursor === null || known.length === 0) break
      }
      client.setQueryData(keys.older(leadId), cursor)
      return fresh
    },
  })
}
