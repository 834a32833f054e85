import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'

import type { Canned } from '../canned'

interface CannedListProps {
  id: string
  answers: Canned[]
  active: number
  onChoose: (answer: Canned) => void
}

/** The id of one answer in the list, for the field that the list belongs to. */
export const optionId = (id: string, index: number) => `${id}-${index}`

/** Answers that are ready, above the field in which somebody typed a slash. */
export function CannedList({ id, answers, active, onChoose }: CannedListProps) {
  const { t } = useTranslation()
  return (
    <div className="absolute inset-x-3 bottom-full z-20 mb-1 overflow-hidden rounded-xl border bg-surface shadow-float sm:inset-x-4">
      <p className="border-b px-3 py-1.5 text-xs text-muted">{t('canned.title')}</p>
      {answers.length === 0 ? <p className="px-3 py-3 text-muted">{t('canned.none')}</p> : null}
      <ul id={id} role="listbox" aria-label={t('canned.title')} className="max-h-60 overflow-y-auto">
        {answers.map((one, index) => (
          <li
            key={one.question}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === active}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(one)}
            className={cn('cursor-pointer px-3 py-2', index === active && 'bg-accent-soft')}
          >
            <span className="block truncate font-medium">{one.question}</span>
            <span className="block truncate text-[0.8125rem] text-muted">{one.answer}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
