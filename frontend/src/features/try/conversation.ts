import { TryBody } from '@/lib/api/limits'
import type { Tried } from '@/lib/api/types'

import type { Said } from './api/try-bot'

/** One message of the conversation; the bot's come with how they were made. */
export interface Line extends Said {
  answer?: Tried
}

/** As many as the API takes of one conversation; what is older is left out. */
const MAX_MESSAGES = TryBody.messages.maxItems

/** The conversation as the API takes it: its newest part, ending with the customer's message. */
export function asked(lines: Line[]): Said[] {
  return lines.slice(-MAX_MESSAGES).map(({ from, text }) => ({ from, text }))
}

/** What the bot knew after its newest answer. */
export function knownState(lines: Line[]): Tried['state'] | null {
  return lines.findLast(({ answer }) => answer !== undefined)?.answer?.state ?? null
}

export interface Spent {
  tokens: number
  /** US dollars; null where the price of a part is not known. */
  cost: number | null
}

/** What all answers have used together. */
export function spent(lines: Line[]): Spent {
  const uses = lines.flatMap(({ answer }) => (answer ? [answer.ai] : []))
  return {
    tokens: uses.reduce((sum, use) => sum + use.tokens_in + use.tokens_out, 0),
    cost: uses.every(({ cost }) => cost !== null) ? uses.reduce((sum, { cost }) => sum + (cost ?? 0), 0) : null,
  }
}

/** Small sums of dollars, exact enough to tell one answer from another. */
export function dollars(cost: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 }).format(cost)
}
