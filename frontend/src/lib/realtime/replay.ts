import type { QueryClient } from '@tanstack/react-query'

import type { EventEnvelope } from '@/lib/api/types'

import { mergeEvents } from './merge'

/** A read may be a little older than events that came before it was asked for. */
const MARGIN_MS = 2000
const KEPT_FOR_MS = 60_000
const REPLAYED = /^(session|lead|message|chat)\./

/**
 * Keeps an answer that was under way while events came from hiding what they told.
 *
 * The answer replaces the cached data, merged events included, though it may have been read before they happened.
 * So the events that came since it was asked for are merged once more; merging twice changes nothing.
 */
export class EventReplay {
  private kept: { event: EventEnvelope; at: number }[] = []
  private readonly asked = new Map<string, number>()

  constructor(private readonly client: QueryClient) {}

  /** Remembers events that have just been merged. */
  remember(events: EventEnvelope[]): void {
    const at = Date.now()
    const fresh = events.filter(({ type }) => REPLAYED.test(type)).map((event) => ({ event, at }))
    this.kept = [...this.kept.filter((old) => at - old.at < KEPT_FOR_MS), ...fresh]
  }

  /** Watches the cache until the returned function is called. */
  start(): () => void {
    return this.client.getQueryCache().subscribe((notice) => {
      if (notice.type !== 'updated') return
      const { action, query } = notice
      if (action.type === 'fetch') this.asked.set(query.queryHash, Date.now())
      else if (action.type === 'success' && !action.manual) this.replay(query.queryHash)
    })
  }

  private replay(queryHash: string): void {
    const since = (this.asked.get(queryHash) ?? Date.now()) - MARGIN_MS
    this.asked.delete(queryHash)
    const missed = this.kept.filter(({ at }) => at >= since).map(({ event }) => event)
    if (missed.length > 0) mergeEvents(this.client, missed)
  }
}
