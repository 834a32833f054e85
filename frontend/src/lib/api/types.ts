/** The shapes of the API's answers and events, by the names that the pages use.
 *
 * They are made of the API's own description (`npm run types` writes schema.d.ts), so that no page expects what the API
 * does not say. One shape serves both answers and events: an event can be merged into a cached answer.
 */

import type { components } from './schema'

type Schemas = components['schemas']

export type LeadStep = Schemas['StepAnswer']
export type Power = Schemas['Power']
export type Role = Schemas['Role']
export type SignedIn = Schemas['SignInAnswer']
export type Workplace = Schemas['WorkplaceAnswer']
export type Me = Schemas['MeAnswer']
export type PublicConfig = Schemas['ConfigAnswer']

export type SessionStatus = Schemas['SessionStatus']
export type Session = Schemas['SessionAnswer']
export type BotWithSession = Schemas['BotAnswer']
/** A bot as its events carry it: its session has events of its own. */
export type Bot = Omit<BotWithSession, 'session'>
/** What is to change on a bot; the rest stays. */
export type BotChanges = Schemas['UpdateBotBody']
export type Features = Schemas['FeaturesAnswer']
export type OwnField = Schemas['OwnFieldAnswer']
export type FieldType = Schemas['FieldType']
export type Weekday = Schemas['Weekday']
export type Transition = Schemas['TransitionAnswer']
export type Screenshot = Schemas['ScreenshotAnswer']
export type Picture = Schemas['PictureAnswer']
export type PictureList = Schemas['PictureListAnswer']
export type Tried = Schemas['TryAnswer']

export type LeadStatus = Schemas['LeadStatus']
export type FieldValue = Schemas['FieldAnswer']
export type Lead = Schemas['LeadAnswer']
export type ChatTurn = Schemas['ChatTurnAnswer']
export type LeadWithChat = Schemas['LeadWithChatAnswer']

export type Sender = Schemas['Sender']
export type MessageStatus = Schemas['MessageStatus']
export type Stage = Schemas['Stage']
export type LifeStage = Schemas['StageAnswer']
export type Message = Schemas['MessageAnswer']
export type Media = Schemas['MediaAnswer']
export type MediaAddress = Schemas['MediaAddressAnswer']
export type Conversation = Schemas['ConversationAnswer']
export type LeadSummary = Schemas['LeadSummaryAnswer']
export type Note = Schemas['NoteAnswer']
export type Brief = Schemas['BriefAnswer']
export type Directory = Schemas['DirectoryAnswer']
export type NamedBot = Schemas['NamedBotAnswer']
/** For how many milliseconds a message waited before it was sent, and why. */
export type Delay = Schemas['DelayAnswer']

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

export type Ticket = Schemas['TicketAnswer']

/** How events travel. */
export interface EventEnvelope {
  id: string
  type: string
  time: string
  tenant: string
  bot: string | null
  data: Record<string, unknown>
}

/** The first frame of a socket. */
export interface Snapshot {
  bots: BotWithSession[]
  counters: { leads_by_status: Partial<Record<LeadStatus, number>> }
}
