import { CreateScheduleBody, WeeklyBody } from '@/lib/api/limits'
import type { components } from '@/lib/api/schema'

type Schemas = components['schemas']

export type Schedule = Schemas['ScheduleAnswer']
export type Run = Schemas['RunAnswer']
export type Preview = Schemas['SchedulePreviewAnswer']
export type Odd = Schemas['OddAnswer']
export type Action = Schemas['Action']
export type When = Schedule['when']
export type Weekday = Schemas['Weekday']
/** Lead and text belong to a message only. */
export type Plan = Omit<Schemas['CreateScheduleBody'], 'lead_id' | 'text'> & Partial<Pick<Schemas['CreateScheduleBody'], 'lead_id' | 'text'>>

export const ACTIONS: readonly Action[] = CreateScheduleBody.action.enum
export const WEEKDAYS: readonly Weekday[] = WeeklyBody.days.items.enum

/** Whether it may still run. */
export function isLive({ state }: Schedule): boolean {
  return state === 'pending' || state === 'paused'
}
