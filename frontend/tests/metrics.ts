import type { Counts, Metrics } from '@/features/overview/types'

interface Happened {
  received?: number
  bot?: number
  vendor?: number
  phone?: number
  created?: number
  qualified?: number
  won?: number
  waited?: number | null
  cost?: number
}

/** Plainly sample counts, of the API's shape. */
export function counts({ received = 0, bot = 0, vendor = 0, phone = 0, created = 0, qualified = 0, won = 0, waited = null, cost = 0 }: Happened = {}): Counts {
  const waits = { count: waited === null ? 0 : bot, median_seconds: waited, p90_seconds: waited === null ? null : waited * 3, histogram: null }
  return {
    messages: { in: received, out: { bot, vendor, phone } },
    leads: { created, qualified, won, lost: 0, conversion: created > 0 ? won / created : null },
    answers: { bot: waits, person: { count: 0, median_seconds: null, p90_seconds: null, histogram: null } },
    model: { replies: bot, offline_replies: 0, tokens_in: 0, tokens_out: 0, cost, latency: { count: 0, median_ms: null, p90_ms: null, histogram: null } },
    handovers: 0,
    uptime_seconds: 0,
  }
}

/** A span in which nothing happened, unless told otherwise. */
export const metrics = (change: Partial<Metrics> = {}): Metrics => ({
  from: '2026-01-01',
  to: '2026-01-07',
  totals: counts(),
  time_zone: 'America/Sao_Paulo',
  bot_id: null,
  days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day: `2026-01-0${day}`, ...counts() })),
  previous: { from: '2025-12-25', to: '2025-12-31', totals: counts() },
  ...change,
})
