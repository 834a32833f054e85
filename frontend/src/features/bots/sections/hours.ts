import * as z from 'zod/mini'

import { WorkingHoursBody } from '@/lib/api/limits'
import type { Bot, BotChanges } from '@/lib/api/types'
import { beyond } from '@/lib/form-errors'
import { isTimeZone } from '@/lib/time-zones'

const { away, days } = WorkingHoursBody

export const WEEKDAYS = days.items.enum

const time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'))

const schema = z.object({
  on: z.boolean(),
  time_zone: z.string().check(z.trim(), z.refine(isTimeZone, 'timeZone')),
  days: z.array(z.enum(WEEKDAYS)).check(z.minLength(1, 'days')),
  opens: time,
  closes: time,
  away: z.string().check(z.trim(), z.maxLength(away.maxLength, beyond('tooLong', away.maxLength))),
})

export type HoursValues = z.infer<typeof schema>

/** When the bot answers, and what it says otherwise. */
export const hours = {
  schema,
  read: ({ features: { working_hours: stored } }: Bot): HoursValues => ({ ...stored, days: WEEKDAYS.filter((day) => stored.days.includes(day)) }),
  write: (values: HoursValues): BotChanges => ({ features: { working_hours: { ...values, away: values.away.trim() } } }),
}

export type Span = 'day' | 'night' | 'round'

/** Whether the hours lie within a day, go on past midnight, or are around the clock. */
export function spanOf({ opens, closes }: Pick<HoursValues, 'opens' | 'closes'>): Span {
  if (opens === closes) return 'round'
  return opens < closes ? 'day' : 'night'
}
