import { query } from '@/lib/api/http'
import type { LeadFilter } from '@/lib/api/queries'

/** How many things the list is narrowed by, beside the words that are looked for. */
export function narrowedBy({ status, bot_id: bot, assigned_to: holder, from, to }: LeadFilter): number {
  return [status, bot, holder, from ?? to].filter(Boolean).length
}

/** Whether the days make no span; the API would refuse them. */
export function areDaysWrong({ from, to }: LeadFilter): boolean {
  return from !== undefined && to !== undefined && to < from
}

/** Where the same leads come as a table. */
export function csvPath(filter: LeadFilter): string {
  return `/leads.csv${query({ ...filter })}`
}
