/** The shapes of the API's answers and events. One shape for both: an event can be merged into a cached answer. */

export type Power =
  | 'bots.read'
  | 'bots.write'
  | 'sessions.operate'
  | 'leads.read'
  | 'leads.write'
  | 'messages.read'
  | 'messages.send'
  | 'team.read'
  | 'team.write'
  | 'tenant.read'
  | 'tenant.write'
  | 'tenant.delete'
  | 'audit.read'

export type Role = 'owner' | 'admin' | 'editor' | 'viewer' | 'vendor'

export interface SignedIn {
  user: { id: string; email: string; name: string }
  role: Role
  tenant: { id: string; name: string }
}

export interface Workplace {
  id: string
  name: string
  role: Role
}

export interface Me extends SignedIn {
  /** `delete_at`: when the workspace is removed for good, unless it is restored. */
  tenant: { id: string; name: string; delete_at: string | null }
  /** The workspaces to switch between, the current one among them. */
  tenants: Workplace[]
  /** False for who only ever signed in by a provider. */
  has_password: boolean
  powers: Power[]
  config: {
    /** Empty where real phones are used. */
    simulator_url: string
    whatsapp_url: string
    websocket_url: string
    stage: string
  }
}

export interface PublicConfig {
  simulator_url: string
  stage: string
  google: boolean
}

export type SessionStatus = 'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED'

export interface Session {
  bot_id: string
  status: SessionStatus
  reason: string | null
  /** A sentence in English: what happens next or what to do. Translated by `reason` where the language has it. */
  remedy: string | null
  /** The text of the QR code, or null while there is none to scan. */
  qr: string | null
  qr_at: string | null
  phone: string | null
  since: string
  proven_until: string | null
  detail: string | null
}

export interface Bot {
  id: string
  name: string
  prompt: string
  language: string | null
  desired: 'enabled' | 'disabled'
  answering: 'on' | 'paused'
  burst_window_ms: number
  required_fields: string[]
  created_at: string
  updated_at: string
  version: number
}

export interface BotWithSession extends Bot {
  session: Session
}

export type LeadStatus = 'capturing' | 'qualified' | 'assigned' | 'won' | 'lost'

export interface FieldValue {
  value: string
  source: 'ai' | 'rules' | 'person'
  confidence: number
  message_id: string | null
  /** The words in the message that the value was read from. */
  quote: string | null
  at: string
}

export interface Lead {
  id: string
  bot_id: string
  chat_id: string
  status: LeadStatus
  push_name: string | null
  fields: Record<string, FieldValue>
  refused: string[]
  assigned_to: string | null
  qualified_at: string | null
  created_at: string
  updated_at: string
  version: number
}

export interface ChatTurn {
  chat_id: string
  lead_id: string
  mode: 'bot' | 'human'
  by: string | null
  since: string | null
  /** When the chat goes back to the bot by itself; null where it never does. */
  human_until: string | null
  back_by: string | null
  back_at: string | null
  paused_by: string | null
  paused_at: string | null
  unread: number
  /** Whether the bot is about to answer. */
  thinking: boolean
}

export interface LeadWithChat extends Lead {
  chat: ChatTurn | null
}

export type Sender = 'customer' | 'bot' | 'vendor' | 'phone'

export type MessageStatus = 'pending' | 'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

export type Stage =
  | 'phone'
  | 'page'
  | 'queue'
  | 'receive'
  | 'stored'
  | 'turn'
  | 'answer'
  | 'brain'
  | 'outbox'
  | 'claim'
  | 'sent'
  | 'delivered'
  | 'read'

export interface LifeStage {
  stage: Stage
  /** Milliseconds since the epoch. */
  at: number
}

export interface Message {
  id: string
  bot_id: string
  lead_id: string | null
  chat_id: string
  direction: 'in' | 'out'
  sender: Sender
  author: string | null
  type: string
  text: string | null
  status: MessageStatus
  reason: string | null
  quoted_id: string | null
  /** Sorts the messages of a chat. */
  order: string
  created_at: string
  life: LifeStage[]
}

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

export interface Ticket {
  ticket: string
  url: string
  expires_at: string
}

/** How events travel. */
export interface EventEnvelope {
  id: string
  type: string
  time: string
  tenant: string
  bot: string | null
  data: Record<string, unknown>
}

export interface Snapshot {
  bots: BotWithSession[]
  counters: { leads_by_status: Partial<Record<LeadStatus, number>> }
}
