import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { query, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'

import type { Metrics } from '../types'

export const RANGES = [7, 30, 90] as const
export type Range = (typeof RANGES)[number]
export const DEFAULT_RANGE: Range = 30

/** What happened in the last days, today included, and in as many before, with all bots or one. Events tell when to ask again. */
export function metricsQuery(days: Range, bot?: string) {
  return queryOptions({
    queryKey: keys.metrics(days, bot),
    queryFn: ({ signal }) => request<Metrics>(`/metrics${query({ days, bot })}`, { signal }),
    // The old numbers stay on screen, dimmed, while those of another range come: nothing jumps.
    placeholderData: keepPreviousData,
  })
}
