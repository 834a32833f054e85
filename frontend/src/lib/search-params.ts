/** Reads what stands behind the question mark of an address. What makes no sense there counts as not said. */

type Read<T> = (value: unknown) => T | undefined

/** One of these, and nothing else. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Read<T> {
  return (value) => values.find((one) => one === value)
}

/** A text of one to so many characters, without space around it. Digits alone are a text, too. */
export function text(most: number): Read<string> {
  return (value) => {
    const read = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
    return read.length > 0 && read.length <= most ? read : undefined
  }
}

/** Said or not: the name alone is enough. */
export const yes: Read<true> = (value) => (value === true || value === '' || value === 1 ? true : undefined)

/** A place within these pages. */
export const path: Read<string> = (value) => (typeof value === 'string' && value.startsWith('/') ? value : undefined)

/** A day as `2026-11-28`, if there is such a day. */
export const day: Read<string> = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined
  const date = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value ? undefined : value
}

/** A month as `2026-11`. */
export const month: Read<string> = (value) => (typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined)

/** Reads the named values. What makes no sense is said to be undefined, since the router keeps what it is not told of. */
export function search<T extends object>(readers: { [Name in keyof T]: Read<T[Name]> }): (raw: Record<string, unknown>) => Partial<T> {
  const names = Object.keys(readers) as (keyof T & string)[]
  return (raw) => Object.fromEntries(names.filter((name) => name in raw).map((name) => [name, readers[name](raw[name])])) as Partial<T>
}
