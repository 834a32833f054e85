import { infiniteQueryOptions } from '@tanstack/react-query'

import { query, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Page } from '@/lib/api/types'
import type { AuditEntry } from '@/lib/api/workspace-types'

import { apiFilter, type AuditFilter } from '../filter'

const PER_PAGE = 50

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: keys.audit(filter),
    queryFn: ({ signal, pageParam }) =>
      request<Page<AuditEntry>>(`/audit${query({ ...apiFilter(filter), limit: PER_PAGE, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // People look at the log to see what has just been done.
    staleTime: 0,
  })
}
