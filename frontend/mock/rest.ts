/** The pretend installation's REST API and its simulated WhatsApp. */

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { UpdateMemberBody } from '../src/lib/api/limits.ts'
import type { Message, Power, Role } from '../src/lib/api/types.ts'
import { BILLING_ROUTES } from './billing.ts'
import { BOT_ROUTES } from './bots.ts'
import { customerWrites, handBack, personWrites, takeOver } from './conversation.ts'
import { INSIGHT_ROUTES } from './insight.ts'
import { phonePage } from './phone-page.ts'
import { Problem } from './problem.ts'
import type { MockState } from './state.ts'
import { SALES_ROUTES } from './sales.ts'
import { SCHEDULE_ROUTES } from './schedules.ts'
import { WORKSPACE_ROUTES } from './workspace.ts'

const SELL: Power[] = ['leads.read', 'leads.write', 'messages.read', 'messages.send']
const RUN: Power[] = ['schedules.read', 'schedules.write', 'team.read', 'team.write', 'tenant.read', 'tenant.write', 'tenant.delete', 'audit.read', 'metrics.read', 'leads.assign', 'leads.export', 'billing']
const ALL: Power[] = ['bots.read', 'bots.write', 'sessions.operate', 'sessions.inspect', ...SELL, ...RUN]
/** Sign in with these and any password but "wrong". */
const PEOPLE: Record<string, { role: Role; powers: Power[] }> = {
  'admin@example.com': { role: 'owner', powers: ALL },
  'vendor@example.com': { role: 'vendor', powers: SELL },
}

export interface Call {
  state: MockState
  origin: string
  user: string | null
  body: Record<string, unknown>
  url: URL
  response: ServerResponse
  match: RegExpExecArray
}

export type Handler = (call: Call) => unknown

const me = ({ user, origin, state }: Call) => {
  const person = user === null ? undefined : PEOPLE[user]
  if (!user || !person) throw new Problem(401, 'unauthenticated', 'Nobody is signed in.')
  return {
    user: { id: user, email: user, name: user.startsWith('admin') ? 'Sample Admin' : 'Sample Vendor' },
    role: person.role,
    tenant: { id: 'sample', name: state.workspace.tenant.name, delete_at: state.workspace.tenant.delete_at },
    tenants: [
      { id: 'sample', name: state.workspace.tenant.name, role: person.role },
      { id: 'second', name: 'Second workspace (sample)', role: 'viewer' },
    ],
    has_password: true,
    powers: person.powers,
    roles_to_give: person.role === 'owner' ? UpdateMemberBody.role.enum : [],
    config: { simulator_url: `${origin}/mock-simulator`, whatsapp_url: '', websocket_url: '', stage: 'local', sign_up_open: true },
  }
}

const bot = ({ state, match }: Call) => found(state.bots.find(({ id }) => id === match[1]))
const lead = ({ state, match }: Call) => found(state.leads.find(({ id }) => id === match[1]))

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Problem(404, 'not_found', 'There is no such thing.')
  return thing
}

const routes: [string, RegExp, Handler][] = [
  ['GET', /^\/api\/v1\/config$/, ({ origin }) => ({ simulator_url: `${origin}/mock-simulator`, stage: 'local', google: true })],
  [
    'POST',
    /^\/api\/v1\/auth\/login$/,
    (call) => {
      const email = String(call.body.email)
      if (!(email in PEOPLE) || call.body.password === 'wrong') throw new Problem(401, 'unauthenticated', 'E-mail or password is wrong.')
      call.response.setHeader('Set-Cookie', `mock_user=${encodeURIComponent(email)}; Path=/; HttpOnly; SameSite=Lax`)
      return me({ ...call, user: email })
    },
  ],
  ['POST', /^\/api\/v1\/auth\/logout$/, ({ response }) => void response.setHeader('Set-Cookie', 'mock_user=; Path=/; Max-Age=0')],
  ['GET', /^\/api\/v1\/me$/, me],
  ['GET', /^\/api\/v1\/bots$/, ({ state }) => ({ items: state.bots })],
  [
    'POST',
    /^\/api\/v1\/bots$/,
    ({ state, body }) => state.addBot({ name: String(body.name), prompt: body.prompt as string, language: (body.language as string | null | undefined) ?? null }),
  ],
  [
    'PATCH',
    /^\/api\/v1\/bots\/([^/]+)$/,
    (call) => {
      const known = bot(call)
      const { features, ...rest } = call.body as { features?: Partial<typeof known.features> }
      Object.assign(known, rest, { version: known.version + 1, features: { ...known.features, ...features } })
      call.state.emit('bot.updated', { bot: known }, known.id)
      return known
    },
  ],
  [
    'POST',
    /^\/api\/v1\/bots\/([^/]+)\/session\/(\w+)$/,
    (call) => {
      const known = bot(call)
      known.desired = call.match[2] === 'stop' ? 'disabled' : 'enabled'
      if (call.match[2] === 'stop') return call.state.setSession(known, { status: 'STOPPED', reason: 'stopped_by_person', phone: known.session.phone })
      return call.state.waitForScan(known)
    },
  ],
  ['GET', /^\/api\/v1\/leads\/([^/]+)$/, lead],
  ['GET', /^\/api\/v1\/leads\/([^/]+)\/messages$/, ({ state, match }) => ({ items: state.messages.filter((each) => each.lead_id === match[1]), next_cursor: null })],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/takeover$/, (call) => takeOver(call.state, lead(call), call.user ?? '')],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/handback$/, (call) => handBack(call.state, lead(call), call.user ?? '')],
  ['POST', /^\/api\/v1\/leads\/([^/]+)\/messages$/, (call) => personWrites(call.state, lead(call), String(call.body.text), call.user ?? '')],
  [
    'POST',
    /^\/api\/v1\/realtime\/ticket$/,
    (call) => {
      me(call)
      return { ticket: randomUUID(), url: `${call.origin.replace('http', 'ws')}/mock-socket`, expires_at: new Date(Date.now() + 60_000).toISOString() }
    },
  ],
  ['GET', /^\/mock-simulator\/phones$/, ({ state, url, response }) => (url.searchParams.has('embed') ? phonePage(response) : { items: state.phones })],
  [
    'POST',
    /^\/mock-simulator\/phones$/,
    ({ state, body }) => {
      const phone = { number: String(body.number), name: String(body.name) }
      if (!state.phones.some(({ number }) => number === phone.number)) state.phones.push(phone)
      return phone
    },
  ],
  [
    'POST',
    /^\/mock-simulator\/phones\/(\d+)\/scan$/,
    ({ state, body, match }) => {
      const scanned = state.bots.find(({ session }) => session.qr === body.qr)
      if (!scanned) throw new Problem(422, 'qr_unreadable', 'This code is not valid any more.')
      state.link(scanned, match[1] ?? '')
      return {}
    },
  ],
  ['POST', /^\/mock-simulator\/phones\/(\d+)\/messages$/, ({ state, body, match }) => customerWrites(state, match[1] ?? '', String(body.text))],
  ['GET', /^\/mock-simulator\/phones\/(\d+)\/messages$/, ({ state, match }) => ({ items: state.messages.filter((each) => each.chat_id === `${match[1] ?? ''}@c.us`).map(seenByPhone) })],
]

function seenByPhone({ id, direction, text, status, created_at: time }: Message) {
  return { id, from_me: direction === 'in', text, ack: status, time }
}

/** Answers a request that is ours; false for all others. */
export async function handle(state: MockState, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const origin = `http://${request.headers.host ?? '127.0.0.1'}`
  const url = new URL(request.url ?? '/', origin)
  if (!url.pathname.startsWith('/api/') && !url.pathname.startsWith('/mock-simulator')) return false
  const user = /mock_user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
  try {
    for (const [method, pattern, handler] of [...BOT_ROUTES, ...SALES_ROUTES, ...routes, ...WORKSPACE_ROUTES, ...SCHEDULE_ROUTES, ...INSIGHT_ROUTES, ...BILLING_ROUTES]) {
      const match = pattern.exec(url.pathname)
      if (!match || request.method !== method) continue
      const call = { state, origin, url, response, match, user: user ? decodeURIComponent(user) : null, body: await bodyOf(request) }
      send(response, method === 'POST' ? 201 : 200, await handler(call))
      return true
    }
    throw new Problem(404, 'not_found', 'There is no such route.')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    send(response, error.status, { title: error.code, status: error.status, code: error.code, detail: error.detail, fields: error.fields })
    return true
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length > 0 && request.headers['content-type']?.includes('json') ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {}
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.writableEnded) return
  response.statusCode = body === undefined ? 204 : status
  response.setHeader('Content-Type', 'application/json')
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
