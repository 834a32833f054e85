import { useId, useState, type KeyboardEvent } from 'react'

import { cannedQuery, findCanned, type Canned } from './canned'
import { optionId } from './components/canned-list'

/** The answers that a slash opens, worked with the arrow keys while the field keeps the focus. */
export function useCannedMenu(text: string, canned: readonly Canned[], onAnswer: (answer: string) => void) {
  const id = useId()
  const query = cannedQuery(text)
  const [closedFor, setClosedFor] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const answers = query === null ? [] : findCanned(canned, query)
  const open = query !== null && closedFor !== text
  const active = Math.min(at, Math.max(0, answers.length - 1))
  const choose = ({ answer }: Canned) => {
    setAt(0)
    onAnswer(answer)
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open) return false
    const chosen = answers[active]
    if (event.key === 'ArrowDown') setAt((active + 1) % Math.max(1, answers.length))
    else if (event.key === 'ArrowUp') setAt((active - 1 + answers.length) % Math.max(1, answers.length))
    else if (event.key === 'Escape') setClosedFor(text)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen)
    else return false
    event.preventDefault()
    return true
  }
  const attributes = open
    ? ({ role: 'combobox', 'aria-expanded': true, 'aria-controls': id, 'aria-autocomplete': 'list', 'aria-activedescendant': answers.length > 0 ? optionId(id, active) : undefined } as const)
    : {}
  return { id, open, answers, active, choose, onKeyDown, attributes }
}
