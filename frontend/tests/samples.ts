import type { BotWithSession, ChatTurn, Lead, LeadWithChat, Me, Message, Session } from '@/lib/api/types'
import type { Member, Tenant } from '@/lib/api/workspace-types'

/** Plainly sample data, of the API's shapes. */
export const session = (change: Partial<Session> = {}): Session => ({
  bot_id: 'bot-1',
  status: 'SCAN_QR_CODE',
  reason: 'qr_not_scanned',
  remedy: 'Scan the QR code.',
  qr: 'a-code',
  qr_at: '2026-01-01T10:00:00.000Z',
  phone: null,
  since: '2026-01-01T10:00:00.000Z',
  proven_until: null,
  detail: null,
  ...change,
})

export const bot = (change: Partial<BotWithSession> = {}): BotWithSession => ({
  id: 'bot-1',
  name: 'Sample bot',
  prompt: '',
  language: null,
  desired: 'enabled',
  answering: 'on',
  burst_window_ms: 0,
  required_fields: ['name', 'email', 'location', 'phone'],
  created_at: '2026-01-01T09:00:00.000Z',
  updated_at: '2026-01-01T09:00:00.000Z',
  version: 1,
  session: session(),
  ...change,
})

export const lead = (change: Partial<Lead> = {}): Lead => ({
  id: 'lead-1',
  bot_id: 'bot-1',
  chat_id: '5581999991234@c.us',
  status: 'capturing',
  push_name: null,
  fields: {},
  refused: [],
  assigned_to: null,
  qualified_at: null,
  created_at: '2026-01-01T10:00:00.000Z',
  updated_at: '2026-01-01T10:00:00.000Z',
  version: 1,
  ...change,
})

export const turn = (change: Partial<ChatTurn> = {}): ChatTurn => ({
  chat_id: '5581999991234@c.us',
  lead_id: 'lead-1',
  mode: 'bot',
  by: null,
  since: null,
  human_until: null,
  back_by: null,
  back_at: null,
  paused_by: null,
  paused_at: null,
  unread: 0,
  thinking: false,
  ...change,
})

export const leadWithChat = (change: Partial<LeadWithChat> = {}): LeadWithChat => ({
  ...lead(),
  chat: turn(),
  ...change,
})

export const message = (change: Partial<Message> = {}): Message => ({
  id: 'm-1',
  bot_id: 'bot-1',
  lead_id: 'lead-1',
  chat_id: '5581999991234@c.us',
  direction: 'in',
  sender: 'customer',
  author: null,
  type: 'text',
  text: 'Hello',
  status: 'received',
  reason: null,
  quoted_id: null,
  order: '1',
  created_at: '2026-01-01T10:00:00.000Z',
  life: [],
  ...change,
})

export const member = (change: Partial<Member> = {}): Member => ({
  user_id: 'user-2',
  email: 'member@example.com',
  name: 'Sample Member',
  role: 'vendor',
  active: true,
  added_by: 'user-1',
  last_sign_in_at: null,
  managed_by: null,
  created_at: '2026-01-01T09:00:00.000Z',
  version: 1,
  ...change,
})

export const tenant = (change: Partial<Tenant> = {}): Tenant => ({
  id: 'tenant-1',
  name: 'Sample workspace',
  time_zone: 'America/Sao_Paulo',
  language: 'en',
  retention_days: null,
  plan: 'pro',
  quotas: { bots: null, users: 50 },
  usage: { bots: 1, users: 2 },
  delete_at: null,
  created_at: '2026-01-01T09:00:00.000Z',
  version: 3,
  ...change,
})

export const me = (change: Partial<Me> = {}): Me => ({
  user: { id: 'user-1', email: 'vendor@example.com', name: 'Sample Vendor' },
  role: 'vendor',
  tenant: { id: 'tenant-1', name: 'Sample workspace', delete_at: null },
  tenants: [{ id: 'tenant-1', name: 'Sample workspace', role: 'vendor' }],
  has_password: true,
  powers: ['leads.read', 'leads.write', 'messages.read', 'messages.send'],
  config: { simulator_url: '', whatsapp_url: '', websocket_url: '', stage: 'local' },
  ...change,
})
