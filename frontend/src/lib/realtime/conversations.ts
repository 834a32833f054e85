/** Merges events into the cached lists of conversations. */

import type { InfiniteData, QueryClient } from '@tanstack/react-query'

import { keys, leadQuery, type InboxFilter } from '@/lib/api/queries'
import type { ChatTurn, Conversation, Lead, LeadSummary, LeadWithChat, Me, Message, Page } from '@/lib/api/types'
import { summaryOf } from '@/lib/lead-summary'

type Pages = InfiniteData<Page<Conversation>, string | null>

/** As much of a message as the API's own lists show. */
const PREVIEW = 120

/** As many pages are asked for again after a pause; each is one request, and they follow one another. */
const RENEWED_PAGES = 10

/** Lists that somebody read far down become as short again as can be asked for anew at once; the rest is read when it is wanted. */
export function shortenLists(client: QueryClient): void {
  client.setQueriesData<Pages>({ queryKey: keys.allConversations }, (known) =>
    known && known.pages.length > RENEWED_PAGES
      ? { pages: known.pages.slice(0, RENEWED_PAGES), pageParams: known.pageParams.slice(0, RENEWED_PAGES) }
      : known,
  )
}

/** Whether a conversation belongs into a view, for whoever looks. A search is the API's business. */
export function fits({ assigned_to: holder, status }: LeadSummary, { view }: InboxFilter, me: string | undefined): boolean {
  if (view === 'mine') return holder === me
  return view === 'all' || (holder === null && status !== 'won' && status !== 'lost')
}

/** The lists with the lead as it is now: in the views that it fits, and gone from the others. */
export function mergeLeadIntoLists(client: QueryClient, lead: Lead): void {
  const summary = summaryOf(lead)
  const known = findConversation(client, lead.id)
  place(client, { ...(known ?? empty(lead)), lead: summary }, known !== undefined)
}

/** The lists without a lead that went to somebody else, or into another one. */
export function removeFromLists(client: QueryClient, leadId: string): void {
  client.setQueriesData<Pages>({ queryKey: keys.allConversations }, (pages) => pages && without(pages, leadId))
}

/** The lists with who answers a chat now, and what is unread in it. */
export function mergeTurnIntoLists(client: QueryClient, chat: ChatTurn): void {
  client.setQueriesData<Pages>({ queryKey: keys.allConversations }, (pages) =>
    pages && mapped(pages, (one) => (one.lead.id === chat.lead_id ? { ...one, chat } : one)),
  )
}

/** The lists with a message as the newest of its chat, unless it is older than what stands there. */
export function mergeMessageIntoLists(client: QueryClient, message: Message): void {
  const leadId = message.lead_id
  if (leadId === null || client.getQueriesData({ queryKey: keys.allConversations }).length === 0) return
  const known = findConversation(client, leadId)
  if (known) place(client, withMessage(known, message), true)
  else if (lists(client).some((pages) => isNew(pages, message.created_at))) void askFor(client, leadId, message)
}

/** A conversation further down than was read: its lead is asked for, since its message alone doesn't say whose it is. */
async function askFor(client: QueryClient, leadId: string, message: Message): Promise<void> {
  try {
    const lead = await client.query(leadQuery(leadId))
    place(client, withMessage(findConversation(client, leadId) ?? { ...empty(lead), chat: lead.chat }, message), false)
  } catch {
    // It went to somebody else meanwhile, or there is no network: the next snapshot tells.
  }
}

function withMessage(one: Conversation, message: Message): Conversation {
  const { last_message: last } = one
  if (last && last.id !== message.id && last.at > message.created_at) return one
  const { id, direction, sender, type, status, created_at: at } = message
  const text = (message.text ?? '').replace(/\s+/g, ' ').trim().slice(0, PREVIEW)
  return { ...one, last_at: at, last_message: { id, direction, sender, type, text, status, at } }
}

function empty(lead: Lead | LeadWithChat): Conversation {
  const nobody = { by: null, since: null, human_until: null, back_by: null, back_at: null, paused_by: null, paused_at: null }
  const chat: ChatTurn = { chat_id: lead.chat_id, lead_id: lead.id, mode: 'bot', ...nobody, unread: 0, waiting_since: null, thinking: false }
  return { lead: summaryOf(lead), chat, last_at: lead.created_at, last_message: null }
}

function lists(client: QueryClient): Pages[] {
  return client.getQueriesData<Pages>({ queryKey: keys.allConversations }).flatMap(([, pages]) => pages ?? [])
}

/** A conversation as any of the cached lists has it. */
export function findConversation(client: QueryClient, leadId: string): Conversation | undefined {
  return lists(client)
    .flatMap(({ pages }) => pages)
    .flatMap(({ items }) => items)
    .find(({ lead }) => lead.id === leadId)
}

function place(client: QueryClient, one: Conversation, known: boolean): void {
  const me = client.getQueryData<Me>(keys.me)?.user.id
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: keys.allConversations })) {
    if (pages) client.setQueryData(key, placed(pages, one, key[1] as InboxFilter, me, known))
  }
}

/** One list with the conversation in its place. Into what somebody searched for, or narrowed down to what happened, nothing is put. */
function placed(pages: Pages, one: Conversation, filter: InboxFilter, me: string | undefined, known: boolean): Pages {
  const stands = pages.pages.some(({ items }) => items.some(({ lead }) => lead.id === one.lead.id))
  if (stands && !fits(one.lead, filter, me)) return without(pages, one.lead.id)
  if (filter.search || filter.from || filter.bot_id) return stands ? mapped(pages, (other) => (other.lead.id === one.lead.id ? one : other)) : pages
  if (!fits(one.lead, filter, me) || (!stands && !known && !isNew(pages, one.last_at))) return pages
  return inserted(without(pages, one.lead.id), one)
}

/** Whether what was said then belongs among what was read: further down there may be others before it. */
function isNew(pages: Pages, lastAt: string): boolean {
  const last = pages.pages.flatMap(({ items }) => items).at(-1)
  return last === undefined || lastAt >= last.last_at || pages.pages.at(-1)?.next_cursor === null
}

function inserted(pages: Pages, one: Conversation): Pages {
  const at = pages.pages.findIndex(({ items }) => items.some(({ last_at: other }) => other <= one.last_at))
  const target = at < 0 ? pages.pages.length - 1 : at
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      if (index !== target) return page
      const before = page.items.findIndex(({ last_at: other }) => other <= one.last_at)
      const place = before < 0 ? page.items.length : before
      return { ...page, items: [...page.items.slice(0, place), one, ...page.items.slice(place)] }
    }),
  }
}

function without(pages: Pages, leadId: string): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.filter(({ lead }) => lead.id !== leadId) })) }
}

function mapped(pages: Pages, change: (one: Conversation) => Conversation): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map(change) })) }
}
