import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { duration } from '@/lib/time'

/** What a number of a chart counts. */
export type Unit = 'count' | 'seconds' | 'dollars'

/** Numbers as the reader writes them; a dash where there is none. */
export function useNumberText() {
  const { i18n } = useTranslation()
  const { language } = i18n
  return useMemo(() => {
    const plain = new Intl.NumberFormat(language)
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
    const dollars = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' })
    const cents = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 })
    const short = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
    const long = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
    const write: Record<Unit, (value: number) => string> = {
      count: (value) => plain.format(value),
      seconds: (value) => duration(value * 1000, language),
      // A day's answers often cost less than a cent.
      dollars: (value) => (value > 0 && value < 0.1 ? cents : dollars).format(value),
    }
    return {
      number: (value: number | null, unit: Unit = 'count') => (value === null ? '–' : write[unit](value)),
      percent: (value: number | null) => (value === null ? '–' : percent.format(value)),
      /** Days have no time zone: they are those of the workspace already. */
      day: (iso: string) => short.format(new Date(iso)),
      fullDay: (iso: string) => long.format(new Date(iso)),
    }
  }, [language])
}
