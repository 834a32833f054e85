import type { Lead, LeadSummary } from './api/types'

/** A lead as lists show it. */
export function summaryOf(lead: Lead): LeadSummary {
  const known = (field: string) => lead.fields[field]?.value ?? null
  const { id, bot_id, chat_id, status, push_name, assigned_to, created_at } = lead
  return { id, bot_id, chat_id, status, push_name, assigned_to, created_at, name: known('name'), phone: known('phone'), email: known('email') }
}
