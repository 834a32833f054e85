/** A pretend installation in memory, to develop pages against without the stack. Plainly sample data. */

import { randomUUID } from 'node:crypto'

import type { Bot, BotWithSession, EventEnvelope, LeadWithChat, Message, Session, Stage } from '../src/lib/api/types.ts'
import type { Schedule } from '../src/features/schedules/types.ts'

import { MockWorkspace } from './workspace-state.ts'
import * as samples from '../tests/samples.ts'

type Listener = (event: EventEnvelope) => void

export const BOT_ID = '01SAMPLEBOT000000000000001'
const QR_EVERY_MS = 20_000

export class MockState {
  readonly workspace = new MockWorkspace()
  readonly bots: BotWithSession[] = []
  readonly schedules: Schedule[] = []
  readonly leads: LeadWithChat[] = []
  readonly messages: Message[] = []
  readonly phones: { number: string; name: string }[] = []
  private readonly listeners = new Set<Listener>()
  private counter = 0

  constructor() {
    this.addBot({ name: 'Sample bot', prompt: 'You are the assistant of a sample shop.', language: null }, BOT_ID)
    setInterval(() => this.rotateQr(), QR_EVERY_MS).unref()
    setInterval(() => this.prove(), 5000).unref()
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  emit(type: string, data: Record<string, unknown>, bot: string | null = null): void {
    this.counter += 1
    const event = { id: `mock-${this.counter}`, type, time: new Date().toISOString(), tenant: 'sample', bot, data }
    this.listeners.forEach((listener) => listener(event))
  }

  addBot({ name, prompt, language }: Pick<Bot, 'name' | 'prompt' | 'language'>, id: string = randomUUID()): BotWithSession {
    const now = new Date().toISOString()
    const session = samples.session({ bot_id: id, qr: code(), qr_at: now, since: now })
    const bot = samples.bot({ id, name, prompt, language, created_at: now, updated_at: now, session })
    this.bots.push(bot)
    this.emit('bot.updated', { bot }, id)
    return bot
  }

  setSession(bot: BotWithSession, change: Partial<Session>): Session {
    bot.session = { ...bot.session, qr: null, qr_at: null, since: new Date().toISOString(), ...change }
    this.emit('session.status', { session: bot.session }, bot.id)
    return bot.session
  }

  waitForScan(bot: BotWithSession): Session {
    return this.setSession(bot, {
      status: 'SCAN_QR_CODE',
      reason: 'qr_not_scanned',
      qr: code(),
      qr_at: new Date().toISOString(),
      phone: null,
      proven_until: null,
    })
  }

  link(bot: BotWithSession, phone: string): void {
    this.setSession(bot, { status: 'STARTING', reason: 'connecting', phone })
    setTimeout(() => this.setSession(bot, { status: 'WORKING', reason: null, remedy: null, phone, proven_until: soon() }), 1200)
  }

  saveMessage(message: Message, type: 'message.received' | 'message.status'): void {
    const at = this.messages.findIndex(({ id }) => id === message.id)
    if (at < 0) this.messages.push(message)
    else this.messages[at] = message
    this.emit(type, { message }, message.bot_id)
  }

  advance(message: Message, status: Message['status'], stage: Stage): Message {
    const next = { ...message, status, life: [...message.life, { stage, at: Date.now() }] }
    this.saveMessage(next, 'message.status')
    return next
  }

  saveLead(lead: LeadWithChat, type: string): void {
    const at = this.leads.findIndex(({ id }) => id === lead.id)
    if (at < 0) this.leads.unshift(lead)
    else this.leads[at] = lead
    this.emit(type, { lead }, lead.bot_id)
  }

  private rotateQr(): void {
    for (const bot of this.bots.filter(({ session }) => session.status === 'SCAN_QR_CODE')) {
      bot.session = { ...bot.session, qr: code(), qr_at: new Date().toISOString() }
      this.emit('session.qr', { session: bot.session }, bot.id)
    }
  }

  private prove(): void {
    for (const { session } of this.bots) {
      if (session.status !== 'WORKING') continue
      const now = new Date().toISOString()
      Object.assign(session, { proven_until: soon(), last_proof_at: now, uptime_since: session.since, health: samples.health({ checked_at: now, last_event_at: now }) })
    }
  }
}

function code(): string {
  return `2@${randomUUID()}${randomUUID()},${randomUUID()},${randomUUID()},1`
}

function soon(): string {
  return new Date(Date.now() + 30_000).toISOString()
}
