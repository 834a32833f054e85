/** Dates and durations in the reader's language. Times from the API are ISO 8601 in UTC. */

/** 14:05 */
export function clock(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

/** Sat 14:05 */
export function weekdayAndClock(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

/** 21 Nov 2026, 14:05:12 */
export function full(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso))
}

/** A key that is the same for all moments of one local day. */
export function dayKey(iso: string): string {
  const date = new Date(iso)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

/** Saturday, 21 November; today and yesterday by name. */
export function day(iso: string, language: string, now: Date = new Date()): string {
  const date = new Date(iso)
  const days = Math.round((startOfDay(date) - startOfDay(now)) / 86_400_000)
  if (days === 0 || days === -1) {
    const text = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day')
    return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
  }
  const sameYear = date.getFullYear() === now.getFullYear()
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** 3 min ago; "now" within the first minute, so that nothing ticks by the second. */
export function ago(iso: string, language: string, now: number = Date.now()): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit)
  }
  return format.format(0, 'second')
}

/** 840 ms, 1.3 s, 2 min, 3 h: as exact as it is useful. */
export function duration(ms: number, language: string): string {
  // The international symbols; Intl's own short forms ("sec") differ from what engineers read at a glance.
  const number = (value: number, unit: string, digits = 0) =>
    `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${unit}`
  if (ms < 1000) return number(Math.max(0, ms), 'ms')
  if (ms < 60_000) return number(ms / 1000, 's', ms < 10_000 ? 2 : 1)
  if (ms < 3_600_000) return number(ms / 60_000, 'min', ms < 600_000 ? 1 : 0)
  return number(ms / 3_600_000, 'h', 1)
}

const WAIT_UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** 3m, 2h, 4d: how long something has lasted, in as little room as there is. */
export function brief(ms: number, language: string): string {
  const [unit, length] = WAIT_UNITS.find(([, size]) => ms >= size) ?? ['minute', 60_000]
  const value = Math.max(unit === 'minute' ? 1 : 0, Math.floor(ms / length))
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value)
}

/** 14:05 today, Sat within the last days, 21 Nov before: as short as a list needs it. */
export function short(iso: string, language: string, now: number = Date.now()): string {
  const days = Math.round((startOfDay(new Date(now)) - startOfDay(new Date(iso))) / 86_400_000)
  if (days <= 0) return clock(iso, language)
  return new Intl.DateTimeFormat(language, days < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' }).format(new Date(iso))
}
