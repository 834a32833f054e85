/** The pretend installation's routes about many leads and about counts. Numbers are made up by a fixed rule. */

import type { FieldValue, Lead } from '../src/lib/api/types.ts'
import type { DayCounts, Metrics } from '../src/features/overview/types.ts'
import { counts } from '../tests/metrics.ts'
import * as samples from '../tests/samples.ts'
import type { Call, Handler } from './rest.ts'
import { BOT_ID, type MockState } from './state.ts'

const DAY_MS = 86_400_000
const dayOf = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10)

function happenedOn(ago: number): DayCounts {
  const wave = 1 + Math.sin(ago / 3) + (ago % 7 < 2 ? -0.6 : 0.4)
  const of = (most: number) => Math.max(0, Math.round(wave * most))
  return {
    day: dayOf(ago),
    ...counts({ received: of(40), bot: of(34), vendor: of(6), phone: of(1), created: of(7), qualified: of(4), won: of(1), waited: 1.2 + wave / 4, cost: of(34) * 0.0009 }),
  }
}

function sum(days: DayCounts[]): Metrics['totals'] {
  const of = (value: (day: DayCounts) => number) => days.reduce((total, day) => total + value(day), 0)
  return counts({
    received: of((day) => day.messages.in),
    bot: of((day) => day.messages.out.bot),
    vendor: of((day) => day.messages.out.vendor),
    phone: of((day) => day.messages.out.phone),
    created: of((day) => day.leads.created),
    qualified: of((day) => day.leads.qualified),
    won: of((day) => day.leads.won),
    waited: 1.6,
    cost: of((day) => day.model.cost),
  })
}

function showMetrics({ url }: Call): Metrics {
  const days = Number(url.searchParams.get('days') ?? 7)
  const span = (first: number) => Array.from({ length: days }, (_, index) => happenedOn(first + days - 1 - index))
  const [now, before] = [span(0), span(days)]
  return {
    from: dayOf(days - 1),
    to: dayOf(0),
    totals: sum(now),
    time_zone: 'America/Sao_Paulo',
    bot_id: null,
    days: now,
    previous: { from: dayOf(2 * days - 1), to: dayOf(days), totals: sum(before) },
  }
}

const NAMES = ['Ana Souza', 'Bruno Lima', 'Carla Dias', 'Diego Alves', 'Elisa Rocha', 'Fábio Reis']
const PLACES = ['Recife', 'São Paulo', 'Olinda', 'Curitiba']
const STATUSES: Lead['status'][] = ['capturing', 'qualified', 'assigned', 'won', 'lost']

/** Adds as many sample leads as asked for, newest first: MOCK_LEADS=10000 shows how a long table feels. */
export function addSampleLeads(state: MockState, count: number): void {
  for (let number = 0; number < count; number += 1) {
    const id = `sample-lead-${String(count - number).padStart(6, '0')}`
    const at = new Date(Date.now() - (number + 1) * 3_700_000).toISOString()
    const status = STATUSES[number % STATUSES.length] ?? 'capturing'
    const name = NAMES[number % NAMES.length] ?? ''
    const value = (text: string): FieldValue => ({ value: text, source: 'rules', confidence: 0.9, message_id: null, quote: null, at })
    const held = status === 'capturing' || status === 'qualified' ? null : 'vendor@example.com'
    const known: Record<string, FieldValue> = status === 'capturing' ? {} : { email: value(`lead${number}@example.com`), location: value(PLACES[number % PLACES.length] ?? '') }
    state.leads.push({
      ...samples.lead({ id, bot_id: BOT_ID, chat_id: `55819${String(90_000_000 + number)}@c.us`, status, push_name: `${name} (sample)` }),
      ...{ fields: { name: value(name), ...known }, assigned_to: held, created_at: at, updated_at: at, qualified_at: status === 'capturing' ? null : at },
      chat: samples.turn({ lead_id: id }),
    })
  }
}

const PLAIN = /\p{M}/gu
const plain = (text: string) => text.normalize('NFD').replace(PLAIN, '').toLowerCase()

function fitting({ state, url }: Call): Lead[] {
  const asked = (name: string) => url.searchParams.get(name)
  const [bot, status, holder, text] = [asked('bot_id'), asked('status'), asked('assigned_to'), asked('text')]
  const [from, to] = [asked('from'), asked('to')]
  const moment = { created: 'created_at', qualified: 'qualified_at', closed: 'closed_at' } as const
  const by = moment[(asked('by') ?? 'created') as keyof typeof moment]
  return state.leads.filter((lead) => {
    const day = lead[by]?.slice(0, 10)
    const words = [lead.push_name ?? '', lead.chat_id, ...Object.values(lead.fields).map(({ value }) => value)].map(plain)
    return (
      (!bot || lead.bot_id === bot) &&
      (!status || lead.status === status) &&
      (!holder || (lead.assigned_to ?? 'nobody') === holder) &&
      ((!from && !to) || (day !== undefined && day >= (from ?? '') && day <= (to ?? '9999'))) &&
      (!text || words.some((word) => word.includes(plain(text))))
    )
  })
}

function listLeads(call: Call) {
  const [start, limit] = [Number(call.url.searchParams.get('cursor') ?? 0), Number(call.url.searchParams.get('limit') ?? 50)]
  const found = fitting(call)
  return { items: found.slice(start, start + limit), next_cursor: found.length > start + limit ? String(start + limit) : null }
}

function assignLeads({ state, body }: Call) {
  const { user_id: to, leads } = body as { user_id: string | null; leads: { lead_id: string; replaces?: string | null }[] }
  const items = leads.map(({ lead_id: id, replaces }) => {
    const lead = state.leads.find((each) => each.id === id)
    const refused = (code: string, detail: string) => ({ lead_id: id, lead: null, problem: { code, detail } })
    if (!lead) return refused('not_found', 'There is no such lead.')
    if (lead.status === 'won' || lead.status === 'lost') return refused('lead_closed', 'This lead was won or lost already.')
    if (lead.assigned_to !== null && lead.assigned_to !== to && lead.assigned_to !== replaces) return refused('already_assigned', 'Sample Vendor has this lead.')
    Object.assign(lead, { assigned_to: to, status: to ? 'assigned' : 'qualified', version: lead.version + 1 })
    state.saveLead({ ...lead }, 'lead.assigned')
    return { lead_id: id, lead, problem: null }
  })
  return { items }
}

export const INSIGHT_ROUTES: [string, RegExp, Handler][] = [
  ['GET', /^\/api\/v1\/metrics$/, showMetrics],
  ['GET', /^\/api\/v1\/leads$/, listLeads],
  ['POST', /^\/api\/v1\/leads\/assign$/, assignLeads],
]
