import type { AuditEntry } from '@/lib/api/workspace-types'

export interface Change {
  field: string
  before: unknown
  after: unknown
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What differs, field by field. What was nothing and is nothing is left out: of a new thing only what it has. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter((change) => !(isEmpty(change.before) && isEmpty(change.after)))
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

export interface Words {
  nothing: string
  yes: string
  no: string
  moment: (iso: string) => string
}

/** A value as people read it. */
export function textOf(value: unknown, words: Words): string {
  if (isEmpty(value)) return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') return MOMENT.test(value) ? words.moment(value) : value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map((part: unknown) => textOf(part, words)).join(', ')
  return JSON.stringify(value)
}
