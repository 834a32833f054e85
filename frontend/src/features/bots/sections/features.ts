import * as z from 'zod/mini'

import { UpdateBotBody, WelcomeBody } from '@/lib/api/limits'
import type { Bot, BotChanges } from '@/lib/api/types'
import { beyond } from '@/lib/form-errors'

/** What can be switched, in the order in which it is shown. */
export const FLAGS = ['auto_response', 'lead_capture', 'pictures', 'groups', 'scheduling', 'sending'] as const

export const LONGEST_WAIT_S = UpdateBotBody.burst_window_ms.maximum / 1000

const handBack = UpdateBotBody.hand_back_minutes
const longest = WelcomeBody.text.maxLength

const within = (text: string, low: number, high: number) => text.trim() !== '' && Number(text) >= low && Number(text) <= high

const schema = z
  .object({
    auto_response: z.boolean(),
    lead_capture: z.boolean(),
    pictures: z.boolean(),
    groups: z.boolean(),
    scheduling: z.boolean(),
    sending: z.boolean(),
    welcome: z.boolean(),
    welcome_text: z.string().check(z.trim(), z.maxLength(longest, beyond('tooLong', longest))),
    /** Seconds, as people type them. */
    wait: z.string().check(z.refine((text) => within(text, 0, LONGEST_WAIT_S), beyond('wait', LONGEST_WAIT_S))),
    /** Minutes; empty for never. */
    hand_back: z.string().check(
      z.refine((text) => text.trim() === '' || (/^\d+$/.test(text.trim()) && within(text, handBack.minimum, handBack.maximum)), beyond('handBack', handBack.maximum)),
    ),
  })
  .check(z.refine(({ welcome, welcome_text: text }) => !welcome || text.trim() !== '', { path: ['welcome_text'], message: 'welcomeRequired' }))

export type FeaturesValues = z.infer<typeof schema>

function read({ features, burst_window_ms: wait, hand_back_minutes: minutes }: Bot): FeaturesValues {
  const { auto_response, lead_capture, pictures, groups, scheduling, sending, welcome } = features
  return {
    ...{ auto_response, lead_capture, pictures, groups, scheduling, sending },
    welcome: welcome.on,
    welcome_text: welcome.text,
    wait: String(wait / 1000),
    hand_back: minutes === null ? '' : String(minutes),
  }
}

function write({ welcome, welcome_text: text, wait, hand_back: minutes, ...flags }: FeaturesValues): BotChanges {
  return {
    features: { ...flags, welcome: { on: welcome, text: text.trim() } },
    burst_window_ms: Math.round(Number(wait) * 1000),
    hand_back_minutes: minutes.trim() === '' ? null : Number(minutes),
  }
}

/** What the bot does beyond answering. */
export const features = { schema, read, write }
