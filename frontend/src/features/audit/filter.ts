import { query } from '@/lib/api/http'

/** Which entries to show, as it stands in the page's address; days are the reader's, both included. */
export interface AuditFilter {
  actor?: string
  action?: string
  subject?: string
  since?: string
  until?: string
}

/** The filter in the API's terms: days become moments, and the last day's end is not included. */
export function apiFilter({ since, until, ...rest }: AuditFilter): Record<string, string | undefined> {
  return { ...rest, since: since && startOf(since, 0), until: until && startOf(until, 1) }
}

/** Where the same entries come as a table. */
export function csvPath(filter: AuditFilter): string {
  return `/audit.csv${query(apiFilter(filter))}`
}

function startOf(day: string, plusDays: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + plusDays).toISOString()
}
