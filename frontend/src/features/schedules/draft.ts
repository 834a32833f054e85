import { isTimeZone } from '@/lib/time-zones'

import { WEEKDAYS, type Action, type Plan, type Schedule, type Weekday, type When } from './types'

/** The sentence while it is being written: every blank, whichever of them count. */
export interface Draft {
  action: Action
  kind: When['kind']
  at: string
  days: Weekday[]
  time: string
  expression: string
  zone: string
  lead: string
  text: string
}

export function draftOf(schedule: Schedule | null, zone: string): Draft {
  const blank: Draft = { action: 'pause', kind: 'weekly', at: '', days: WEEKDAYS.slice(0, 5), time: '09:00', expression: '', zone, lead: '', text: '' }
  if (schedule === null) return blank
  const { when } = schedule
  const said = { action: schedule.action, kind: when.kind, zone: schedule.time_zone, lead: schedule.lead_id ?? '', text: schedule.text ?? '' }
  if (when.kind === 'once') return { ...blank, ...said, at: when.at }
  if (when.kind === 'cron') return { ...blank, ...said, expression: when.expression }
  return { ...blank, ...said, days: when.days, time: when.time }
}

function whenOf({ kind, at, days, time, expression }: Draft): Plan['when'] | null {
  if (kind === 'once') return at ? { kind, at } : null
  if (kind === 'cron') return expression.trim() ? { kind, expression: expression.trim() } : null
  return days.length > 0 && time ? { kind, days: WEEKDAYS.filter((day) => days.includes(day)), time } : null
}

/** When it would run, as the API takes it; null while a blank is left open. */
export function timing(draft: Draft): Pick<Plan, 'when' | 'time_zone'> | null {
  const when = whenOf(draft)
  return when && isTimeZone(draft.zone) ? { when, time_zone: draft.zone } : null
}

/** The whole plan, as the API takes it; null while a blank is left open. */
export function planOf(draft: Draft): Plan | null {
  const times = timing(draft)
  if (!times) return null
  if (draft.action !== 'send_message') return { ...times, action: draft.action }
  return draft.lead && draft.text.trim() ? { ...times, action: draft.action, lead_id: draft.lead, text: draft.text } : null
}
