import { X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

import { addKeywords, MAX_KEYWORD, MAX_KEYWORDS } from '../checks'

interface KeywordsInputProps {
  keywords: string[]
  onChange: (keywords: string[]) => void
}

/** Words, each added by Enter or a comma and removed by its cross. */
export function KeywordsInput({ keywords, onChange }: KeywordsInputProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const take = () => {
    if (typed.trim()) onChange(addKeywords(keywords, typed))
    setTyped('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === 'Enter' || event.key === ',') && typed.trim()) {
      event.preventDefault()
      take()
    }
    if (event.key === 'Backspace' && typed === '') onChange(keywords.slice(0, -1))
  }
  return (
    <div className="space-y-2">
      <Field label={t('pictures.keywords')} hint={t('pictures.keywordsHint')}>
        {(attributes) => (
          <Input
            {...attributes}
            autoComplete="off"
            maxLength={MAX_KEYWORD}
            disabled={keywords.length >= MAX_KEYWORDS}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={onKeyDown}
            onBlur={take}
          />
        )}
      </Field>
      <ul aria-label={t('pictures.keywords')} className="flex flex-wrap gap-1.5 empty:hidden">
        {keywords.map((word) => (
          <li key={word} className="flex h-7 max-w-full items-center gap-1 rounded-full bg-accent-soft pr-1 pl-2.5 text-xs font-medium text-accent-text">
            <span className="truncate">{word}</span>
            <button
              type="button"
              aria-label={t('pictures.removeKeyword', { word })}
              onClick={() => onChange(keywords.filter((other) => other !== word))}
              className="grid size-6 place-items-center rounded-full hover:bg-surface"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
