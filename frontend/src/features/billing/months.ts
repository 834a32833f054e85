/** Months as the API writes them, such as 2026-01. */

/** So many months back people look what was used. */
export const MOST_MONTHS_BACK = 12

/** The month so many months later; earlier for a negative number. */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 1970, (number ?? 1) - 1 + by, 1)).toISOString().slice(0, 7)
}

/** November 2026, in the reader's language. */
export function monthName(month: string, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`))
}
