/** An amount in the currency's smallest unit, as people of the language write it. */
export function money(amount: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: currency.toUpperCase() })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** How much of a limit is used: none, most, or all of it. */
export function pressure(used: number, limit: number | null): 'none' | 'most' | 'all' {
  if (limit === null || used < limit * 0.8) return 'none'
  return used < limit ? 'most' : 'all'
}
