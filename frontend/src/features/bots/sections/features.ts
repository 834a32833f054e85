import { z } from 'zod'

import type { Bot, BotChanges } from '@/lib/api/types'

/** What can be switched, in the order in which it is shown. */
export const FLAGS = ['auto_response', 'lead_capture', 'pictures', 'groups', 'scheduling', 'sending'] as const

const LONGEST_WAIT_S = 60
const LONGEST_HAND_BACK_MIN = 10_080

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
    welcome_text: z.string().trim().max(1_000, 'textLong'),
    /** Seconds, as people type them. */
    wait: z.string().refine((text) => within(text, 0, LONGEST_WAIT_S), 'wait'),
    /** Minutes; empty for never. */
    hand_back: z.string().refine((text) => text.trim() === '' || (/^\d+$/.test(text.trim()) && within(text, 1, LONGEST_HAND_BACK_MIN)), 'handBack'),
  })
  .refine(({ welcome, welcome_text: text }) => !welcome || text.trim() !== '', { path: ['welcome_text'], message: 'welcomeRequired' })

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
