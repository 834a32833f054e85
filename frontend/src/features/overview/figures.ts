/** What is made of the counts: sums that a page shows, and how they compare with the days before. */

import type { Counts, DayCounts, Metrics } from './types'

/** Messages that were sent, by whomever. */
export function sent({ messages }: Counts): number {
  return messages.out.bot + messages.out.vendor + messages.out.phone
}

/** By how much a number differs from the one before, as a fraction; null where there is nothing to compare with. */
export function change(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null
  return (now - before) / before
}

/** Whether nothing at all happened, so that there is nothing to draw. */
export function isQuiet({ totals, previous }: Metrics): boolean {
  return [totals, previous.totals].every((counts) => counts.messages.in + sent(counts) + counts.leads.created === 0)
}

/** A number for each day, to draw and to read; null where there is none. */
export interface Series {
  key: string
  values: (number | null)[]
}

export type ChartName = 'messages' | 'leads' | 'answers' | 'cost'

const SERIES: Record<ChartName, Record<string, (day: DayCounts) => number | null>> = {
  messages: {
    received: ({ messages }) => messages.in,
    bot: ({ messages }) => messages.out.bot,
    people: ({ messages }) => messages.out.vendor + messages.out.phone,
  },
  leads: {
    created: ({ leads }) => leads.created,
    qualified: ({ leads }) => leads.qualified,
    won: ({ leads }) => leads.won,
  },
  answers: {
    answersBot: ({ answers }) => answers.bot.median_seconds,
    answersPerson: ({ answers }) => answers.person.median_seconds,
  },
  cost: { cost: ({ model }) => model.cost },
}

/** What a chart shows, in the order in which it is drawn. */
export function seriesOf(name: ChartName, days: DayCounts[]): Series[] {
  return Object.entries(SERIES[name]).map(([key, value]) => ({ key, values: days.map(value) }))
}
