import type { BotWithSession } from './api/types'

/** Where a bot stands, as far as somebody has to do something about it. */
export const HEALTHS = ['working', 'waiting', 'failed', 'off'] as const
export type BotHealth = (typeof HEALTHS)[number]

export function healthOf({ session }: Pick<BotWithSession, 'session'>): BotHealth {
  if (session.status === 'WORKING') return 'working'
  if (session.status === 'FAILED') return 'failed'
  return session.status === 'STOPPED' ? 'off' : 'waiting'
}

/** The colour of each, beside its word. */
export const HEALTH_DOTS: Record<BotHealth, string> = { working: 'bg-success', waiting: 'bg-warning', failed: 'bg-danger', off: 'bg-border-strong' }
