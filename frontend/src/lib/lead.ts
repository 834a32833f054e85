import type { Lead } from './api/types'
import { formatDigits, phoneOf } from './phone'

/** What to call a lead: its captured name, else the name on the phone, else its number; null where all are hidden. */
export function leadName(lead: Lead): string | null {
  return lead.fields.name?.value ?? lead.push_name ?? phoneOf(lead.chat_id)
}

/** A field's value as people read it: numbers in groups. */
export function displayValue(field: string, value: string): string {
  return field === 'phone' && /^\+\d+$/.test(value) ? formatDigits(value.slice(1)) : value
}

/** The fields each bot can ask for, in the order in which they are shown; custom ones follow. */
export const STANDARD_FIELDS = ['name', 'email', 'location', 'phone'] as const

/** All field names to show for a lead: the asked-for ones, known or not, then whatever else is known. */
export function fieldNames(lead: Lead, required: readonly string[] = STANDARD_FIELDS): string[] {
  return [...new Set([...required, ...Object.keys(lead.fields)])]
}
