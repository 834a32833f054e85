import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'

import { RANGES, type Range } from '../api/metrics'

/** Which days to look at: one of a few, by mouse or arrow keys. */
export function RangeChoice({ value, onChange }: { value: Range; onChange: (range: Range) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="inline-flex rounded-lg border bg-surface p-0.5 shadow-card">
      <legend className="sr-only">{t('overview.range')}</legend>
      {RANGES.map((days) => (
        <label
          key={days}
          className={cn(
            'relative flex h-8 cursor-pointer items-center rounded-md px-3 text-[0.8125rem] font-medium text-muted transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring',
            days === value ? 'bg-accent-soft text-accent-text' : 'hover:text-foreground',
          )}
        >
          <input type="radio" name="range" className="absolute inset-0 cursor-pointer opacity-0" checked={days === value} onChange={() => onChange(days)} />
          {t('overview.days', { count: days })}
        </label>
      ))}
    </fieldset>
  )
}
