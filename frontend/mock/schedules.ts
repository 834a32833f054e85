/** The pretend installation's routes about schedules. They are kept and never run: nothing here has a clock. */

import type { Plan, Schedule } from '../src/features/schedules/types.ts'
import { Problem } from './problem.ts'
import type { Call, Handler } from './rest.ts'

const IN_AN_HOUR = 3_600_000

const list = ({ state, match, url }: Call) => ({
  items: state.schedules.filter(
    ({ bot_id: bot, state: stands }) => (!match[1] || bot === match[1]) && (stands === 'pending' || stands === 'paused') === (url.searchParams.get('live') !== 'false'),
  ),
  next_cursor: null,
})

function one({ state, match }: Call): Schedule {
  const found = state.schedules.find(({ id }) => id === match[1])
  if (!found) throw new Problem(404, 'not_found', 'There is no such schedule.')
  return found
}

function create({ state, match, body }: Call): Schedule {
  const now = new Date().toISOString()
  const plan = body as unknown as Plan
  const made: Schedule = {
    id: `schedule-${state.schedules.length + 1}`,
    bot_id: match[1] ?? '',
    action: plan.action,
    lead_id: plan.lead_id ?? null,
    text: plan.text ?? null,
    when: plan.when,
    time_zone: plan.time_zone ?? 'UTC',
    state: 'pending',
    next_at: new Date(Date.now() + IN_AN_HOUR).toISOString(),
    last: null,
    created_by: 'admin@example.com',
    created_at: now,
    updated_at: now,
    version: 1,
  }
  state.schedules.unshift(made)
  return made
}

function stand(state: Schedule['state']): Handler {
  return (call) => Object.assign(one(call), { state, next_at: state === 'pending' ? new Date(Date.now() + IN_AN_HOUR).toISOString() : null })
}

export const SCHEDULE_ROUTES: [string, RegExp, Handler][] = [
  ['GET', /^\/api\/v1\/schedules$/, list],
  ['GET', /^\/api\/v1\/bots\/([^/]+)\/schedules$/, list],
  ['POST', /^\/api\/v1\/bots\/([^/]+)\/schedules$/, create],
  [
    'POST',
    /^\/api\/v1\/schedules\/preview$/,
    ({ body }) => ({
      runs: [1, 2, 3, 4, 5].map((day) => new Date(Date.now() + day * 24 * IN_AN_HOUR).toISOString()),
      time_zone: (body as { time_zone?: string }).time_zone ?? 'UTC',
      sentence: 'A sample.',
      warnings: [],
    }),
  ],
  ['GET', /^\/api\/v1\/schedules\/([^/]+)$/, one],
  ['PATCH', /^\/api\/v1\/schedules\/([^/]+)$/, (call) => Object.assign(one(call), call.body, { version: one(call).version + 1 })],
  ['POST', /^\/api\/v1\/schedules\/([^/]+)\/pause$/, stand('paused')],
  ['POST', /^\/api\/v1\/schedules\/([^/]+)\/resume$/, stand('pending')],
  ['POST', /^\/api\/v1\/schedules\/([^/]+)\/cancel$/, stand('cancelled')],
  ['GET', /^\/api\/v1\/schedules\/([^/]+)\/runs$/, () => ({ items: [], next_cursor: null })],
]
