import type { UseFormReturn } from 'react-hook-form'
import * as z from 'zod/mini'

import { CreateScheduleBody, WeeklyBody } from '@/lib/api/limits'
import { isTimeZone } from '@/lib/time-zones'

import { WEEKDAYS, type Plan, type Schedule } from './types'

export const KINDS = ['once', 'weekly', 'cron'] as const
export const LONGEST_TEXT = CreateScheduleBody.text.maxLength

const blanks = z.object({
  bot: z.string(),
  action: z.enum(CreateScheduleBody.action.enum),
  kind: z.enum(KINDS),
  at: z.string(),
  days: z.array(z.enum(WeeklyBody.days.items.enum)),
  time: z.string(),
  expression: z.string(),
  zone: z.string(),
  lead: z.string(),
  text: z.string().check(z.maxLength(LONGEST_TEXT)),
})

/** The sentence while it is being written: every blank, whichever of them count. */
export type Draft = z.infer<typeof blanks>

/** The sentence as it is saved: whose schedule it is, and the plan that the API takes. */
export const sentence = z.pipe(
  blanks,
  z.transform((draft: Draft, context) => {
    const plan = planOf(draft)
    if (plan) return { botId: draft.bot, plan }
    context.issues.push({ code: 'custom', message: 'open', input: draft })
    return z.NEVER
  }),
)

/** The form that the sentence's blanks are. */
export type SentenceForm = UseFormReturn<Draft, unknown, z.output<typeof sentence>>

/** What the form shows of a schedule, or of none: a blank sentence about a bot. */
export function draftOf(schedule: Schedule | null, bot: string, zone: string): Draft {
  const blank: Draft = { bot, action: 'pause', kind: 'weekly', at: '', days: WEEKDAYS.slice(0, 5), time: '09:00', expression: '', zone, lead: '', text: '' }
  if (schedule === null) return blank
  const { when } = schedule
  const said = { bot: schedule.bot_id, action: schedule.action, kind: when.kind, zone: schedule.time_zone, lead: schedule.lead_id ?? '', text: schedule.text ?? '' }
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
