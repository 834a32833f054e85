/** The pretend installation's routes about a bot: its settings, session, pictures, and trying it. */

import { randomUUID } from 'node:crypto'

import type { BotWithSession, Picture, Tried, Transition } from '../src/lib/api/types.ts'
import { Problem } from './problem.ts'
import type { Call, Handler } from './rest.ts'

const PICTURE_LIMIT = 50
const PICTURE_BYTES = 5 * 1024 * 1024
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

/** A sample picture that needs no file: two coloured fields. */
export const drawing = (colour: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="${colour}"/><rect y="330" width="640" height="150" fill="#00000030"/></svg>`)}`

const pictures: Picture[] = [
  picture('The shop front (sample)', ['shop', 'address', 'where'], '#7aa5c9'),
  picture('The price list (sample)', ['prices', 'price list'], '#c9a57a'),
]

function picture(description: string, keywords: string[], colour: string): Picture {
  const url = drawing(colour)
  return {
    ...{ id: randomUUID(), bot_id: '', mime: 'image/png', size: 214_000, width: 640, height: 480, keywords, description },
    ...{ created_at: minutesAgo(60), created_by: 'admin@example.com', version: 1, url, thumbnail_url: url, expires_at: minutesAgo(-60) },
  }
}

function bot({ state, match }: Call): BotWithSession {
  const found = state.bots.find(({ id }) => id === match[1])
  if (!found) throw new Problem(404, 'not_found', 'There is no such bot.')
  return found
}

function answering(call: Call) {
  const known = bot(call)
  const paused = call.match[2] === 'pause'
  Object.assign(known, { answering: paused ? 'paused' : 'on', paused_by: paused ? call.user : null, paused_at: paused ? minutesAgo(0) : null })
  known.version += 1
  call.state.emit('bot.updated', { bot: known }, known.id)
  return known
}

function history(): { items: Transition[] } {
  return {
    items: [
      { at: minutesAgo(3), status: 'WORKING', reason: null, remedy: null, detail: null },
      { at: minutesAgo(4), status: 'FAILED', reason: 'page_deaf', remedy: 'reload', detail: null },
      { at: minutesAgo(190), status: 'WORKING', reason: null, remedy: null, detail: null },
      { at: minutesAgo(191), status: 'SCAN_QR_CODE', reason: 'qr_not_scanned', remedy: null, detail: null },
      { at: minutesAgo(192), status: 'STARTING', reason: 'browser_starting', remedy: null, detail: null },
    ],
  }
}

function pairing(call: Call) {
  const known = bot(call)
  setTimeout(() => Object.assign(known.session, { pairing_code: 'ABCD-1234', pairing_code_until: minutesAgo(-3), pairing_error: null }), 1500)
  return known.session
}

function tried({ body }: Call): Tried {
  const messages = body.messages as { from: string; text: string }[]
  const text = messages.at(-1)?.text ?? ''
  const name = /(?:I am|I'm|sou) ([\p{L} ]+)/iu.exec(text)?.[1]
  const field = { source: 'ai' as const, confidence: 0.97, message_id: `m${messages.length}`, quote: name ?? null, at: minutesAgo(0) }
  return {
    reply: name ? `Nice to meet you, ${name}! Which e-mail address may I write to?` : 'Hello! Who am I speaking with?',
    fields: name ? { name: { ...field, value: name } } : {},
    missing: name ? ['email', 'location', 'phone'] : ['name', 'email', 'location', 'phone'],
    picture: /price/i.test(text) ? (pictures[1] ?? null) : null,
    wants_person: false,
    ai: { brain: 'sample', tokens_in: 412, tokens_out: 38, ms: 840, cost: 0.00021 },
    state: { fields: {}, refused: [], asked: [], pictures: [], language: 'en' },
  }
}

function found({ match }: Call): Picture {
  const known = pictures.find(({ id }) => id === match[2])
  if (!known) throw new Problem(404, 'not_found', 'There is no such picture.')
  return known
}

const ONE = /^\/api\/v1\/bots\/([^/]+)\/pictures\/([^/]+)$/

export const BOT_ROUTES: [string, RegExp, Handler][] = [
  ['POST', /^\/api\/v1\/bots\/([^/]+)\/(pause|resume)$/, answering],
  [
    'DELETE',
    /^\/api\/v1\/bots\/([^/]+)$/,
    (call) => {
      const gone = bot(call)
      call.state.bots.splice(call.state.bots.indexOf(gone), 1)
      call.state.emit('bot.updated', { bot: { id: gone.id }, deleted: true }, gone.id)
    },
  ],
  ['GET', /^\/api\/v1\/bots\/([^/]+)\/session\/history$/, history],
  ['POST', /^\/api\/v1\/bots\/([^/]+)\/session\/pairing-code$/, pairing],
  ['GET', /^\/api\/v1\/bots\/([^/]+)\/session\/screenshot$/, () => ({ status: 'none', taken_at: null, url: null, url_until: null, error: null })],
  [
    'POST',
    /^\/api\/v1\/bots\/([^/]+)\/session\/screenshot$/,
    () => ({ status: 'ready', taken_at: minutesAgo(0), url: drawing('#9ab'), url_until: minutesAgo(-5), error: null }),
  ],
  ['POST', /^\/api\/v1\/bots\/([^/]+)\/try$/, tried],
  ['GET', /^\/api\/v1\/bots\/([^/]+)\/pictures$/, () => ({ items: pictures, limit: PICTURE_LIMIT, max_bytes: PICTURE_BYTES })],
  [
    'POST',
    /^\/api\/v1\/bots\/([^/]+)\/pictures$/,
    ({ origin }) => ({ id: randomUUID(), url: `${origin}/mock-simulator/uploads`, fields: {}, max_bytes: 5_242_880, expires_at: minutesAgo(-10) }),
  ],
  ['POST', /^\/mock-simulator\/uploads$/, () => undefined],
  [
    'POST',
    /^\/api\/v1\/bots\/([^/]+)\/pictures\/([^/]+)\/complete$/,
    ({ body }) => {
      const made = picture(String(body.description), body.keywords as string[], '#a7c97a')
      pictures.push(made)
      return made
    },
  ],
  ['PATCH', ONE, (call) => Object.assign(found(call), call.body)],
  ['DELETE', ONE, (call) => void pictures.splice(pictures.indexOf(found(call)), 1)],
]
