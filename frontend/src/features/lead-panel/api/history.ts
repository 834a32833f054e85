import { infiniteQueryOptions } from '@tanstack/react-query'

import { query, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { LeadStep, Page } from '@/lib/api/types'

const STEPS_PER_PAGE = 20

/** What happened to a lead, newest first. Events tell when to ask again. */
export function historyQuery(leadId: string) {
  return infiniteQueryOptions({
    queryKey: keys.history(leadId),
    queryFn: ({ signal, pageParam }) =>
      request<Page<LeadStep>>(`/leads/${encodeURIComponent(leadId)}/history${query({ limit: STEPS_PER_PAGE, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
}
