import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'

import { currentStep, STEPS, type Step } from '../progress'

/** The four steps from an empty installation to one's own bot. */
export function Checklist({ done }: { done: ReadonlySet<Step> }) {
  const { t } = useTranslation()
  const current = currentStep(done)
  return (
    <ol aria-label={t('welcome.steps')} className="grid overflow-hidden rounded-xl border bg-surface shadow-card sm:grid-cols-2 lg:grid-cols-4">
      {STEPS.map((step, index) => (
        <li
          key={step}
          data-step={step}
          data-done={done.has(step)}
          aria-current={step === current ? 'step' : undefined}
          className={cn('flex gap-3 border-b p-4 last:border-b-0 lg:border-r lg:border-b-0 lg:last:border-r-0', step === current && 'bg-accent-soft/50')}
        >
          <span
            aria-hidden
            className={cn(
              'grid size-6 shrink-0 place-items-center rounded-full border text-xs font-semibold',
              done.has(step) ? 'border-accent bg-accent text-accent-foreground' : step === current ? 'border-accent text-accent-text' : 'text-muted',
            )}
          >
            {done.has(step) ? <Check className="size-3.5" /> : index + 1}
          </span>
          <div className="space-y-0.5">
            <p className={cn('font-medium', done.has(step) && 'text-muted')}>
              {t(`welcome.step.${step}`)}
              {done.has(step) ? <span className="sr-only"> ({t('welcome.done')})</span> : null}
            </p>
            <p className="text-[0.8125rem] text-muted">{t(`welcome.stepText.${step}`)}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
