/** What the sales page asks the pretend installation for. */

import { randomUUID } from 'node:crypto'

import type { Conversation, LeadStep, LeadWithChat, Message, Note } from '../src/lib/api/types.ts'
import { summaryOf } from '../src/lib/lead-summary.ts'
import * as samples from '../tests/samples.ts'
import { drawing } from './bots.ts'
import { takeOver } from './conversation.ts'
import { Problem } from './problem.ts'
import type { Call, Handler } from './rest.ts'
import { BOT_ID, type MockState } from './state.ts'

const PAGE = 50
const MINUTE = 60_000
const FIRST = ['Ana', 'Bruno', 'Carla', 'Davi', 'Elisa', 'Fábio', 'Gabriela', 'Hugo', 'Iara', 'João']
const LAST = ['Souza', 'Lima', 'Rocha', 'Alves', 'Nunes', 'Prado', 'Teles']
const SAID = ['Good morning, is the flat still free?', 'How much is it per month?', 'Can I visit on Saturday?', 'Thank you!', 'I would like to speak to somebody, please']
const notes: Note[] = []

const found = ({ state, match }: Call): LeadWithChat => {
  const lead = state.leads.find(({ id }) => id === match[1])
  if (!lead) throw new Problem(404, 'not_found', 'There is no such lead.')
  return lead
}

function change(call: Call, changed: Partial<LeadWithChat>, type = 'lead.updated'): LeadWithChat {
  const lead = found(call)
  Object.assign(lead, changed, { version: lead.version + 1, updated_at: new Date().toISOString() })
  call.state.saveLead({ ...lead }, type)
  return lead
}

function conversation(lead: LeadWithChat, last: Message | undefined): Conversation {
  const preview = last && { id: last.id, direction: last.direction, sender: last.sender, type: last.type, text: last.text ?? '', status: last.status, at: last.created_at }
  return { lead: summaryOf(lead), chat: lead.chat, last_at: last?.created_at ?? lead.created_at, last_message: preview ?? null }
}

function conversations({ state, url, user }: Call) {
  const [view, search, from] = [url.searchParams.get('view'), (url.searchParams.get('search') ?? '').toLowerCase(), Number(url.searchParams.get('cursor') ?? 0)]
  const newest = new Map(state.messages.map((message) => [message.lead_id, message]))
  const all = state.leads
    .map((lead) => conversation(lead, newest.get(lead.id)))
    .filter(({ lead }) => (view === 'mine' ? lead.assigned_to === user : view !== 'unassigned' || lead.assigned_to === null))
    .filter(({ lead }) => JSON.stringify(lead).toLowerCase().includes(search))
    .sort((one, other) => other.last_at.localeCompare(one.last_at))
  return { items: all.slice(from, from + PAGE), next_cursor: from + PAGE < all.length ? String(from + PAGE) : null }
}

function messages({ state, url, match }: Call) {
  const all = state.messages.filter(({ lead_id: id }) => id === match[1])
  if (url.searchParams.get('order') !== 'newest') return { items: all, next_cursor: null }
  const upto = Number(url.searchParams.get('cursor') ?? all.length)
  const start = Math.max(0, upto - 40)
  return { items: all.slice(start, upto).reverse(), next_cursor: start > 0 ? String(start) : null }
}

function assign(call: Call): LeadWithChat {
  const lead = found(call)
  const to = call.body.user_id as string | null
  if (to !== null && lead.assigned_to !== null && lead.assigned_to !== to && call.body.replaces !== lead.assigned_to) {
    throw new Problem(409, 'already_assigned', 'Second Vendor has this lead.', { assigned_to: 'Second Vendor' })
  }
  if (to) takeOver(call.state, lead, to)
  const at = to ? new Date().toISOString() : null
  return change(call, { assigned_to: to, assigned_by: to && call.user, assigned_at: at, status: to ? 'assigned' : 'qualified' }, to ? 'lead.assigned' : 'lead.updated')
}

export const SALES_ROUTES: [string, RegExp, Handler][] = [
  ['GET', /^\/api\/v1\/conversations$/, conversations],
  [
    'GET',
    /^\/api\/v1\/directory$/,
    ({ state }) => ({
      people: state.workspace.members.map(({ user_id: id, name, role, active }) => ({ id, name, sells: active && role !== 'viewer' })),
      bots: state.bots.map(({ id, name, required_fields: fields }) => ({
        id,
        name,
        fields: fields.map((key) => ({ key, label: null })),
        faq: [
          { question: 'Do you deliver?', answer: 'Yes, within a day in the whole city.' },
          { question: 'Which payments do you take?', answer: 'Pix, cards, and cash on delivery.' },
        ],
      })),
    }),
  ],
  ['GET', /^\/api\/v1\/leads\/([^/]+)\/messages$/, messages],
  ['GET', /^\/api\/v1\/leads\/([^/]+)\/messages\/([^/]+)\/media$/, () => ({ url: drawing('#7aa5c9'), expires_at: new Date(Date.now() + 5 * MINUTE).toISOString() })],
  ['GET', /^\/api\/v1\/leads\/([^/]+)\/notes$/, ({ match }) => ({ items: notes.filter(({ lead_id: id }) => id === match[1]).reverse(), next_cursor: null })],
  [
    'POST',
    /^\/api\/v1\/leads\/([^/]+)\/notes$/,
    (call) => {
      const note = noteOf(found(call), String(call.body.text), call.user ?? '', new Date().toISOString())
      call.state.emit('lead.noted', { note }, note.bot_id)
      return note
    },
  ],
  ['GET', /^\/api\/v1\/leads\/([^/]+)\/history$/, (call) => ({ items: historyOf(found(call)), next_cursor: null })],
  [
    'GET',
    /^\/api\/v1\/leads\/([^/]+)\/brief$/,
    (call) => ({ lead_id: found(call).id, text: 'Looks for a two-room flat near the centre, wants to visit on Saturday morning.\nNot known yet: e-mail.' }),
  ],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/assign$/, assign],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/close$/, (call) => change(call, { status: call.body.outcome as 'won', close_reason: String(call.body.reason), closed_by: call.user, closed_at: new Date().toISOString() }, 'lead.closed')],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/reopen$/, (call) => change(call, { status: 'qualified', close_reason: null, closed_by: null, closed_at: null })],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/read$/, (call) => turn(call, { unread: 0 })],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/pause$/, (call) => turn(call, { paused_at: new Date().toISOString(), paused_by: call.user })],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/resume$/, (call) => turn(call, { paused_at: null, paused_by: null })],
  [
    'PATCH',
    /^\/api\/v1\/leads\/([^/]+)$/,
    (call) => {
      const fields = call.body.fields as Record<string, string | null>
      if (fields.email && !fields.email.includes('@')) throw new Problem(422, 'invalid_input', 'A field can’t be used.', { 'fields.email': 'This is not an e-mail address.' })
      const kept = Object.entries(found(call).fields).filter(([name]) => !(name in fields))
      const at = new Date().toISOString()
      const entered = Object.entries(fields).flatMap(([name, value]) =>
        value === null ? [] : [[name, { value, source: 'person', confidence: 1, message_id: null, quote: null, at }] as const],
      )
      const known: LeadWithChat['fields'] = Object.fromEntries([...kept, ...entered])
      return change(call, { fields: known })
    },
  ],
]

/** What the lead itself knows of its past, newest first. */
function historyOf(lead: LeadWithChat): LeadStep[] {
  const { chat } = lead
  const known: [string | null, LeadStep['kind'], string | null, LeadStep['after']][] = [
    [lead.created_at, 'created', null, {}],
    [lead.qualified_at, 'qualified', null, {}],
    [lead.assigned_at, 'assigned', lead.assigned_by, { assigned_to: lead.assigned_to }],
    [chat.mode === 'human' ? chat.since : null, 'taken_over', chat.by, {}],
    [chat.back_at, 'handed_back', chat.back_by, {}],
    [lead.closed_at, 'closed', lead.closed_by, { status: lead.status, reason: lead.close_reason }],
  ]
  const steps = known.flatMap(([at, kind, by, after]) => (at ? [{ id: `${lead.id}.${kind}`, lead_id: lead.id, at, kind, by, before: {}, after }] : []))
  return steps.sort((one, other) => other.at.localeCompare(one.at))
}

function turn(call: Call, changed: Partial<LeadWithChat['chat']>): LeadWithChat {
  const lead = found(call)
  lead.chat = { ...lead.chat, ...changed }
  call.state.emit('chat.turn', { chat: lead.chat }, lead.bot_id)
  return lead
}

function noteOf(lead: LeadWithChat, text: string, author: string, at: string): Note {
  const note = { id: randomUUID(), bot_id: lead.bot_id, lead_id: lead.id, author, author_name: 'Sample Vendor', text, at }
  notes.push(note)
  return note
}

/** Fills the inbox with as many sample customers as MOCK_CHATS says, the first with one of each kind of message. */
export function fillInbox(state: MockState, count = Number(process.env.MOCK_CHATS ?? 0)): void {
  for (let index = count - 1; index >= 0; index -= 1) {
    const id = `sample-lead-${index}`
    const chat = `55119${String(80_000_000 + index)}@c.us`
    const at = (minutes: number) => new Date(Date.now() - (index * 11 + minutes) * MINUTE).toISOString()
    const name = `${FIRST[index % FIRST.length] ?? ''} ${LAST[index % LAST.length] ?? ''}`
    const said = (value: string, quote: string) => ({ value, source: 'ai' as const, confidence: 0.94, message_id: `${id}-0`, quote, at: at(5) })
    const lead: LeadWithChat = {
      ...samples.lead({ id, bot_id: BOT_ID, chat_id: chat, push_name: name, created_at: at(90), updated_at: at(1) }),
      status: index % 4 === 0 ? 'qualified' : index % 4 === 1 ? 'assigned' : 'capturing',
      assigned_to: index % 4 === 1 ? 'vendor@example.com' : null,
      assigned_by: index % 4 === 1 ? 'admin@example.com' : null,
      assigned_at: index % 4 === 1 ? at(20) : null,
      qualified_at: index % 4 < 2 ? at(25) : null,
      fields: index % 3 === 2 ? {} : { name: said(name, name), location: said('Recife', 'Recife'), phone: said('+5511980000000', 'call me') },
      refused: index % 3 === 0 ? ['email'] : [],
      chat: samples.turn({ chat_id: chat, lead_id: id, unread: index % 5 === 0 ? (index % 7) + 1 : 0, waiting_since: index % 5 === 0 ? at(4) : null, ...(index % 4 === 1 ? { mode: 'human', by: 'vendor@example.com', since: at(20), human_until: new Date(Date.now() + 8 * 60 * MINUTE).toISOString() } : {}) }),
    }
    state.leads.unshift(lead)
    const text = (order: number, change: Partial<Message>): Message =>
      samples.message({ id: `${id}-${order}`, lead_id: id, bot_id: BOT_ID, chat_id: chat, order: String(order).padStart(4, '0'), created_at: at(30 - order), ...change })
    state.messages.push(text(0, { text: `Hello! I'm ${name}, I live in Recife` }), text(1, { direction: 'out', sender: 'bot', status: 'read', text: 'Hello! How can we help?' }), text(2, { text: SAID[index % SAID.length] ?? '' }))
    if (index === 0) state.messages.push(...oneOfEach(text))
    exceptional(state, lead, text, index)
    if (index === 0) noteOf(lead, 'Prefers calls after six. Has a dog.', 'vendor@example.com', at(15))
  }
}

/** What a page has to stand: the longest, the strangest, and each state that a chat can be in. */
function exceptional(state: MockState, lead: LeadWithChat, text: (order: number, change: Partial<Message>) => Message, index: number): void {
  const say = (words: string, change: Partial<Message> = {}) => state.messages.push(text(20, { text: words, ...change }))
  const ended = { closed_by: 'vendor@example.com', closed_at: lead.updated_at, assigned_to: 'vendor@example.com' }
  if (index === 2) {
    Object.assign(lead, { push_name: 'Maria Aparecida dos Santos Albuquerque de Vasconcelos e Silva (sample)' })
    say('https://example.com/a/very/long/address/that/nobody/breaks/by/itself?with=parameters&and=more-of-them-than-fit-into-one-line. Or write to sample@example.com! ' + 'Wordwithoutanyend'.repeat(12))
  }
  if (index === 3) {
    Object.assign(lead, { push_name: 'שירה לוי (sample)' })
    say('שלום, האם הדירה עדיין פנויה? 🏠😀👍')
  }
  if (index === 4) {
    Object.assign(lead, { push_name: 'Sample family group', is_group: true, chat_id: '120363012345678901@g.us' })
    say('Who comes on Saturday?', { author_name: 'Carla (sample)' })
    say('Me!', { author_name: 'Davi (sample)' })
  }
  if (index === 6) Object.assign(lead, { status: 'won', close_reason: 'Signed for twelve months.', ...ended })
  if (index === 7) Object.assign(lead, { status: 'lost', close_reason: 'Found something nearer to work. '.repeat(6), ...ended })
  if (index === 8) Object.assign(lead.chat, { paused_at: lead.updated_at, paused_by: 'admin@example.com' })
  if (index === 10) {
    Object.assign(lead.chat, { unread: 128, waiting_since: new Date(Date.now() - 50 * 60 * MINUTE).toISOString() })
    say('One line\n\n'.repeat(30) + 'and the last of them')
  }
  if (index === 12) {
    for (let number = 0; number < 400; number += 1) state.messages.push(text(100 + number, { text: `Message number ${number}`, direction: number % 3 === 0 ? 'out' : 'in', sender: number % 3 === 0 ? 'bot' : 'customer', status: number % 3 === 0 ? 'read' : 'received' }))
  }
}

function oneOfEach(text: (order: number, change: Partial<Message>) => Message): Message[] {
  const media = { mime: 'image/png', size: 245_000, filename: null, width: 800, height: 600, seconds: null, ready: true, shown: true, problem: null }
  const out = { direction: 'out', sender: 'vendor', author: 'vendor@example.com' } as const
  return [
    text(3, { text: null, type: 'image', media }),
    text(4, { text: null, type: 'ptt', media: { ...media, mime: 'audio/ogg', seconds: 7 } }),
    text(5, { text: null, type: 'document', media: { ...media, mime: 'application/pdf', filename: 'contract.pdf', shown: false } }),
    text(6, { text: null, type: 'location', content: { kind: 'location', lat: -8.05, lng: -34.9, name: 'Sample Square', address: 'Sample Street 1, Recife' } }),
    text(7, { text: null, type: 'vcard', content: { kind: 'contacts', cards: [{ name: 'Sample Contact', phones: ['+5511900000009'] }] } }),
    text(8, { text: 'Which day?', type: 'poll_creation', content: { kind: 'poll', question: 'Which day?', options: ['Saturday', 'Sunday'] }, votes: [{ who: 'x', options: ['Saturday'] }] }),
    text(9, { ...out, status: 'read', text: 'Saturday is fine for us too.', quoted_id: 'sample-lead-0-8', reactions: [{ who: 'x', emoji: '👍' }] }),
    text(10, { ...out, status: 'delivered', text: 'Shall we say ten?', edited_at: new Date().toISOString() }),
    text(11, { ...out, status: 'failed', reason: 'not_on_whatsapp', text: 'Here is the address.' }),
    text(12, { direction: 'out', sender: 'phone', status: 'sent', text: 'Written on the phone itself' }),
    text(13, { text: null, type: 'revoked' }),
    text(14, { text: null, type: 'video', media: { ...media, mime: 'video/mp4', ready: false } }),
    text(15, { text: SAID[0] ?? '' }),
  ]
}

