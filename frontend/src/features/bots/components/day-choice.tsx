import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import type { Weekday } from '@/lib/api/types'
import { cn } from '@/lib/cn'

import { WEEKDAYS } from '../sections/hours'

/** A Monday, from which the names of the days are counted. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

function dayName(day: Weekday, language: string, style: 'short' | 'long'): string {
  const date = MONDAY + WEEKDAYS.indexOf(day) * DAY_MS
  return new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(date)
}

interface DayChoiceProps {
  days: Weekday[]
  onChange: (days: Weekday[]) => void
  error?: string
}

/** Days of the week, each on or off. */
export function DayChoice({ days, onChange, error }: DayChoiceProps) {
  const { t, i18n } = useTranslation()
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t('hours.days')}</legend>
      <div className="grid grid-cols-7 gap-1.5 sm:flex sm:flex-wrap">
        {WEEKDAYS.map((day) => {
          const chosen = days.includes(day)
          return (
            <button
              key={day}
              type="button"
              aria-pressed={chosen}
              aria-label={dayName(day, i18n.language, 'long')}
              onClick={() => onChange(WEEKDAYS.filter((other) => (other === day ? !chosen : days.includes(other))))}
              className={cn(
                'h-9 rounded-md border px-1 text-sm sm:min-w-11 sm:px-2 transition-colors hover:bg-sunken',
                chosen && 'border-accent bg-accent-soft font-medium text-accent-text hover:bg-accent-soft',
              )}
            >
              {dayName(day, i18n.language, 'short')}
            </button>
          )
        })}
      </div>
      {error ? (
        <p className="mt-1.5 flex items-start gap-1.5 text-[0.8125rem] text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
