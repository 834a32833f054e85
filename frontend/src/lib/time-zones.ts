/** The time zones that the browser knows by their IANA names; UTC, which is not always among them, first. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

/** Whether dates can be written in this zone: older names that are in no list can be used all the same. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // That is how Intl says no.
    return false
  }
}

/** The time and weekday in a zone; null where there is no such zone. */
export function timeIn(zone: string, language: string, now: number): string | null {
  if (!isTimeZone(zone)) return null
  return new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(now)
}
