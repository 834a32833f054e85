/** Merges events into the cached answers. Whatever comes late or twice never takes a newer state back. */

import type { InfiniteData, QueryClient } from '@tanstack/react-query'

import { keys, NOBODY, type LeadFilter } from '@/lib/api/queries'
import type {
  BotWithSession,
  ChatTurn,
  EventEnvelope,
  Lead,
  LeadWithChat,
  Me,
  Message,
  MessageStatus,
  Note,
  Page,
  Picture,
  Session,
  Snapshot,
} from '@/lib/api/types'

import { mergeBot, removeBot } from './bots'
import { mergeLeadIntoLists, mergeMessageIntoLists, mergeTurnIntoLists, removeFromLists, shortenLists } from './conversations'
import { mergeTyping, stopTyping, type Typing } from './typing'

/** Applies events to the cache in their order. */
export function mergeEvents(client: QueryClient, events: EventEnvelope[]): void {
  for (const event of events) mergeEvent(client, event)
}

function mergeEvent(client: QueryClient, { type, data }: EventEnvelope): void {
  for (const lead of leadsOf(type, data)) askForHistory(client, lead)
  if (type === 'snapshot') mergeSnapshot(client, data as unknown as Snapshot)
  else if (type === 'bot.updated' && data.deleted === true) removeBot(client, (data.bot as { id: string }).id)
  else if (type === 'bot.updated') mergeBot(client, data.bot as BotWithSession)
  else if (type.startsWith('session.')) mergeSession(client, type, data.session as Session)
  else if (type.startsWith('image.')) void client.invalidateQueries({ queryKey: keys.pictures((data.image as Picture).bot_id) })
  else if (type === 'lead.noted') mergeNote(client, data.note as Note)
  else if (type.startsWith('lead.')) mergeLead(client, data.lead as Lead | LeadGone)
  else if (type.startsWith('message.')) mergeMessage(client, data.message as Message)
  else if (type === 'typing') mergeTyping(client, data.typing as Typing)
  else if (type === 'chat.turn') mergeTurn(client, data.chat as ChatTurn)
  else if (type.startsWith('schedule.')) void client.invalidateQueries({ queryKey: keys.allSchedules })
  else if (type === 'subscription.updated' || type === 'limit.reached') billingChanged(client)
  else if (type === 'metrics.updated') void client.invalidateQueries({ queryKey: keys.allMetrics })
  else if (type === 'member.updated') memberChanged(client, data.member as { user_id: string })
}

const HISTORY_LATER_MS = 3_000
const asksLater = new Map<string, ReturnType<typeof setTimeout>>()

/** Asks now and once more: what people did is told by the audit log, whose part of the stream may be behind the lead's. */
function askForHistory(client: QueryClient, lead: string): void {
  const ask = () => void client.invalidateQueries({ queryKey: keys.history(lead) })
  ask()
  clearTimeout(asksLater.get(lead))
  const again = () => {
    asksLater.delete(lead)
    ask()
  }
  asksLater.set(lead, setTimeout(again, HISTORY_LATER_MS))
}

/** The leads to whose history the event adds a step. */
function leadsOf(type: string, data: Record<string, unknown>): string[] {
  if (type === 'lead.noted') return [(data.note as Note).lead_id]
  if (type === 'lead.merged') return [data.into as string]
  if (type === 'chat.turn') return [(data.chat as ChatTurn).lead_id]
  return type.startsWith('lead.') ? [(data.lead as LeadGone).id] : []
}

function mergeSnapshot(client: QueryClient, snapshot: Snapshot): void {
  client.setQueryData(keys.bots, snapshot.bots)
  client.setQueryData(keys.counters, snapshot.counters.leads_by_status)
  shortenLists(client)
  // What happened before the server's log of events begins is only in the answers themselves.
  void client.invalidateQueries({ queryKey: keys.allLeads })
  void client.invalidateQueries({ queryKey: keys.allLead })
  void client.invalidateQueries({ queryKey: keys.allMessages })
  void client.invalidateQueries({ queryKey: keys.allConversations })
  void client.invalidateQueries({ queryKey: keys.allNotes })
  void client.invalidateQueries({ queryKey: keys.allHistories })
  void client.invalidateQueries({ queryKey: keys.allSchedules })
  void client.invalidateQueries({ queryKey: keys.allMetrics })
  // The server closes the sockets of people whose role changes, whatever events the role may see.
  void client.invalidateQueries({ queryKey: keys.me })
}

/** Who is in the team is asked for again, since events don't tell whom the installation manages; so are one's own powers. */
function billingChanged(client: QueryClient): void {
  for (const queryKey of [keys.billing, keys.invoices, keys.tenant]) void client.invalidateQueries({ queryKey })
}

function memberChanged(client: QueryClient, { user_id: userId }: { user_id: string }): void {
  void client.invalidateQueries({ queryKey: keys.team })
  void client.invalidateQueries({ queryKey: keys.invitations })
  if (client.getQueryData<Me>(keys.me)?.user.id === userId) void client.invalidateQueries({ queryKey: keys.me })
}

function mergeSession(client: QueryClient, type: string, session: Session): void {
  if (type === 'session.status') void client.invalidateQueries({ queryKey: keys.sessionHistory(session.bot_id) })
  client.setQueryData<BotWithSession[]>(keys.bots, (bots) =>
    bots?.map((bot) => (bot.id === session.bot_id ? { ...bot, session: newerSession(bot.session, session) } : bot)),
  )
}

/** The later of two views of a session: by its last transition, then by the age of its code and its proof. */
function newerSession(known: Session, other: Session): Session {
  const age = (view: Session) => [view.since, view.qr_at ?? '', view.proven_until ?? ''].join('|')
  return age(other) >= age(known) ? other : known
}

type LeadPages = InfiniteData<Page<Lead>, string | null>

/** What a vendor is told of a lead that went to somebody else: that it did, and nothing more. */
type LeadGone = Pick<Lead, 'id' | 'bot_id' | 'assigned_to'>

function mergeLead(client: QueryClient, lead: Lead | LeadGone): void {
  if (!('fields' in lead)) {
    removeLead(client, lead)
    return
  }
  mergeLeadIntoLists(client, lead)
  const single = client.getQueryData<LeadWithChat>(keys.lead(lead.id))
  if (single && single.version > lead.version) return
  if (single) client.setQueryData<LeadWithChat>(keys.lead(lead.id), { ...single, ...lead })
  for (const [key, pages] of client.getQueriesData<LeadPages>({ queryKey: keys.allLeads })) {
    if (pages) client.setQueryData(key, placeLead(pages, lead, (key[1] ?? {}) as LeadFilter))
  }
}

function removeLead(client: QueryClient, { id, assigned_to: holder }: LeadGone): void {
  removeFromLists(client, id)
  client.setQueryData(keys.takenBy(id), holder)
  client.removeQueries({ queryKey: keys.messages(id) })
  client.removeQueries({ queryKey: keys.lead(id), type: 'inactive' })
  // Who has it open asks anew, and is told that it is not theirs to see.
  void client.resetQueries({ queryKey: keys.lead(id) })
  client.setQueriesData<LeadPages>({ queryKey: keys.allLeads }, (leads) => leads && withoutLead(leads, id))
}

function withoutLead(leads: LeadPages, id: string): LeadPages {
  return { ...leads, pages: leads.pages.map((page) => ({ ...page, items: page.items.filter((lead) => lead.id !== id) })) }
}

/** Whether the lead belongs into the list, as far as these pages can tell: days and words are for the API to judge. */
function fits(lead: Lead, filter: LeadFilter): boolean {
  const holder = lead.assigned_to ?? NOBODY
  return (
    (!filter.bot_id || filter.bot_id === lead.bot_id) &&
    (!filter.status || filter.status === lead.status) &&
    (!filter.assigned_to || filter.assigned_to === holder)
  )
}

/** The list with the lead in its place: updated where it stands, new ones first, gone where the filter excludes it. */
export function placeLead(pages: LeadPages, lead: Lead, filter: LeadFilter): LeadPages {
  const matches = fits(lead, filter)
  if (pages.pages.some(({ items }) => items.some(({ id }) => id === lead.id))) {
    return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: replaceLead(page.items, lead, matches) })) }
  }
  const [first, ...rest] = pages.pages
  if (!matches || !first || filter.from || filter.to || filter.text) return pages
  return { ...pages, pages: [{ ...first, items: insertNewestFirst(first.items, lead) }, ...rest] }
}

function replaceLead(items: Lead[], lead: Lead, keep: boolean): Lead[] {
  return items.flatMap((known) => {
    if (known.id !== lead.id || known.version > lead.version) return [known]
    return keep ? [lead] : []
  })
}

function insertNewestFirst(items: Lead[], lead: Lead): Lead[] {
  const at = items.findIndex((known) => known.created_at <= lead.created_at)
  return at < 0 ? [...items, lead] : [...items.slice(0, at), lead, ...items.slice(at)]
}

/** Adds or updates a message in its chat's cached list, if that is cached. */
export function mergeMessage(client: QueryClient, message: Message): void {
  if (message.lead_id === null) return
  stopTyping(client, message)
  mergeMessageIntoLists(client, message)
  client.setQueryData<Message[]>(keys.messages(message.lead_id), (messages) => messages && placeMessage(messages, message))
}

const RANK: Record<MessageStatus, number> = {
  pending: 0,
  received: 1,
  queued: 0,
  sending: 1,
  failed: 2,
  sent: 3,
  delivered: 4,
  read: 5,
}

/** The chat with the message in its place by `order`; a status never goes back, unless the message is tried again. */
export function placeMessage(messages: Message[], message: Message): Message[] {
  const known = messages.find(({ id }) => id === message.id)
  // Tried again it has a new place, behind what was said since, and a new life.
  if (known && known.order > message.order) return messages
  if (known && known.order < message.order) {
    return placeMessage(
      messages.filter((other) => other !== known),
      message,
    )
  }
  if (known) {
    const newer = RANK[message.status] >= RANK[known.status] ? message : known
    const merged = { ...newer, life: mergeLife(known.life, message.life) }
    return messages.map((other) => (other === known ? merged : other))
  }
  const after = messages.findIndex(({ order }) => order > message.order)
  return after < 0 ? [...messages, message] : [...messages.slice(0, after), message, ...messages.slice(after)]
}

function mergeLife(first: Message['life'], second: Message['life']): Message['life'] {
  const known = new Set(first.map(({ stage }) => stage))
  return [...first, ...second.filter(({ stage }) => !known.has(stage))]
}

/** Adds a note to its lead's cached notes, once. */
export function mergeNote(client: QueryClient, note: Note): void {
  client.setQueryData<Note[]>(keys.notes(note.lead_id), (notes) =>
    notes && !notes.some(({ id }) => id === note.id) ? [...notes, note] : notes,
  )
}

/** Puts a lead as the API has just answered it where it is cached. */
export function mergeLeadAnswer(client: QueryClient, lead: LeadWithChat): void {
  client.setQueryData<LeadWithChat>(keys.lead(lead.id), lead)
  mergeLead(client, lead)
  mergeTurn(client, lead.chat)
}

function mergeTurn(client: QueryClient, chat: ChatTurn): void {
  mergeTurnIntoLists(client, chat)
  client.setQueryData<LeadWithChat>(keys.lead(chat.lead_id), (lead) => lead && { ...lead, chat })
}
