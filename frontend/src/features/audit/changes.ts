import type { AuditEntry } from '@/lib/api/workspace-types'

export interface Change {
  /** The way to the value, from the outermost field inwards. */
  path: string[]
  before: unknown
  after: unknown
}

/** What each entry says in its own head: which thing it is, and who changed it when. */
const TOLD_ABOVE = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at'])

const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What differs, value by value, however deep it lies; of a new thing only what it has. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Change[] {
  return differing([], before, after).filter(({ path }) => !TOLD_ABOVE.has(path[0] ?? ''))
}

function differing(path: string[], before: unknown, after: unknown): Change[] {
  if (isEmpty(before) && (isEmpty(after) || after === false)) return []
  if ((isObject(before) || isObject(after)) && [before, after].every((side) => isObject(side) || isEmpty(side))) {
    const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((field) => differing([...path, field], old[field], now[field]))
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }]
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

export interface Words {
  nothing: string
  yes: string
  no: string
  moment: (iso: string) => string
  field: (name: string) => string
}

/** A value as people read it; of a list of things each stands in a line of its own. */
export function textOf(value: unknown, words: Words): string {
  if (isEmpty(value)) return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') return MOMENT.test(value) ? words.moment(value) : value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map((part: unknown) => textOf(part, words)).join(value.some(isObject) ? '\n' : ', ')
  return Object.entries(value as object)
    .filter(([, part]) => !isEmpty(part))
    .map(([name, part]) => `${words.field(name)}: ${textOf(part, words)}`)
    .join('; ')
}
