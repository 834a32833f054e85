/** What happens in the pretend installation when somebody writes. */

import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import type { FieldValue, LeadWithChat, LifeStage, Message } from '../src/lib/api/types.ts'
import { BOT_ID, type MockState } from './state.ts'
import * as samples from '../tests/samples.ts'

const PATTERNS: Record<string, RegExp> = {
  name: /I'm (\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*)/u,
  email: /[\w.]+@[\w.]+\w/,
  location: /live in (\p{Lu}\p{L}+)/u,
  phone: /\+\d[\d -]{8,}\d/,
}

const QUESTIONS: Record<string, string> = {
  name: 'Hello! May I ask your name?',
  email: 'And which e-mail address may we write to?',
  location: 'Where do you live?',
  phone: 'Which number can we call you on?',
}

/** A customer writes: stored, read, answered, with a life that looks like the real one. */
export function customerWrites(state: MockState, from: string, text: string): Message {
  const bot = state.bots.find(({ id }) => id === BOT_ID) ?? state.bots[0]
  if (!bot) throw new Error('the pretend installation has no bot')
  const now = Date.now()
  const lead = leadOf(state, bot.id, `${from}@c.us`)
  const message = newMessage(lead, { direction: 'in', sender: 'customer', text, status: 'received' }, [
    { stage: 'phone', at: now - 61 },
    { stage: 'page', at: now - 42 },
    { stage: 'queue', at: now - 34 },
    { stage: 'receive', at: now + 21 },
    { stage: 'stored', at: now + 33 },
  ])
  state.saveMessage(message, 'message.received')
  if (lead.chat.mode === 'bot') void answer(state, lead, message)
  return message
}

async function answer(state: MockState, lead: LeadWithChat, question: Message): Promise<void> {
  const due = Date.now()
  setTurn(state, lead, { thinking: true })
  await sleep(700)
  const found = fieldsIn(question)
  const fields = { ...lead.fields, ...found }
  const missing = Object.keys(QUESTIONS).filter((name) => !(name in fields))
  const qualified = missing.length === 0
  const now = new Date().toISOString()
  Object.assign(lead, {
    fields,
    version: lead.version + 1,
    updated_at: now,
    status: qualified && lead.status === 'capturing' ? 'qualified' : lead.status,
    qualified_at: qualified ? (lead.qualified_at ?? now) : null,
  })
  state.saveLead({ ...lead }, 'lead.updated')
  if (qualified) state.saveLead({ ...lead }, 'lead.qualified')
  setTurn(state, lead, { thinking: false })
  const text = qualified ? `Thank you, ${fields.name?.value ?? ''}! Somebody of our team will write to you soon.` : (QUESTIONS[missing[0] ?? ''] ?? '')
  const reply = newMessage(lead, { direction: 'out', sender: 'bot', text, status: 'queued' }, [
    { stage: 'turn', at: due },
    { stage: 'answer', at: due + 58 },
    { stage: 'brain', at: due + 640 },
    { stage: 'outbox', at: Date.now() },
  ])
  state.saveMessage(reply, 'message.status')
  await deliver(state, reply)
}

/** A person writes from the pages: the bot steps back. */
export function personWrites(state: MockState, lead: LeadWithChat, text: string, by: string): Message {
  takeOver(state, lead, by)
  const message = newMessage(lead, { direction: 'out', sender: 'vendor', text, status: 'queued', author: by }, [{ stage: 'outbox', at: Date.now() }])
  state.saveMessage(message, 'message.status')
  void deliver(state, message)
  return message
}

/** A person has the chat for the next 12 hours. */
export function takeOver(state: MockState, lead: LeadWithChat, by: string): LeadWithChat {
  const until = new Date(Date.now() + 12 * 3_600_000).toISOString()
  setTurn(state, lead, { mode: 'human', by, since: new Date().toISOString(), human_until: until, thinking: false })
  return lead
}

/** The bot has the chat again. */
export function handBack(state: MockState, lead: LeadWithChat, by: string): LeadWithChat {
  setTurn(state, lead, { mode: 'bot', by: null, since: null, human_until: null, back_by: by, back_at: new Date().toISOString() })
  return lead
}

async function deliver(state: MockState, message: Message): Promise<void> {
  await sleep(120)
  const claimed = state.advance(message, 'sending', 'claim')
  await sleep(260)
  const sent = state.advance(claimed, 'sent', 'sent')
  await sleep(300)
  const delivered = state.advance(sent, 'delivered', 'delivered')
  await sleep(3000)
  state.advance(delivered, 'read', 'read')
}

function leadOf(state: MockState, bot: string, chat: string): LeadWithChat {
  const known = state.leads.find(({ chat_id: id }) => id === chat)
  if (known) return known
  const now = new Date().toISOString()
  const id = randomUUID()
  const lead: LeadWithChat = {
    ...samples.lead({ id, bot_id: bot, chat_id: chat, push_name: 'Ana (sample)', created_at: now, updated_at: now }),
    chat: samples.turn({ chat_id: chat, lead_id: id }),
  }
  state.saveLead(lead, 'lead.created')
  return lead
}

function setTurn(state: MockState, lead: LeadWithChat, change: Partial<NonNullable<LeadWithChat['chat']>>): void {
  lead.chat = { ...lead.chat, ...change }
  state.emit('chat.turn', { chat: lead.chat }, lead.bot_id)
}

type Said = Pick<Message, 'direction' | 'sender' | 'text' | 'status'> & { author?: string }

function newMessage(lead: LeadWithChat, said: Said, life: LifeStage[]): Message {
  const now = Date.now()
  const id = '3EB0' + createHash('sha256').update(randomUUID()).digest('hex').slice(0, 18).toUpperCase()
  return samples.message({
    id,
    bot_id: lead.bot_id,
    lead_id: lead.id,
    chat_id: lead.chat_id,
    order: `${String(Math.floor(now / 1000)).padStart(11, '0')}.${String(now % 1000).padStart(6, '0')}.${id}`,
    created_at: new Date(now).toISOString(),
    life,
    ...said,
  })
}

function fieldsIn(message: Message): Record<string, FieldValue> {
  const found: Record<string, FieldValue> = {}
  for (const [name, pattern] of Object.entries(PATTERNS)) {
    const match = pattern.exec(message.text ?? '')
    if (!match) continue
    const at = new Date().toISOString()
    found[name] = { value: match[1] ?? match[0], source: 'rules', confidence: 0.9, message_id: message.id, quote: match[0], at }
  }
  return found
}
