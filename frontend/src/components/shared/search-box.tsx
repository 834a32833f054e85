import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'

import { Input } from '@/components/ui/input'
import { useDebounced } from '@/lib/use-debounced'

const PAUSE_MS = 300
const LONGEST = 100

interface SearchBoxProps {
  text: string
  onChange: (text: string) => void
  /** What it looks through, for who can't see where it stands. */
  label: string
  placeholder: string
}

/** Looks for words as soon as somebody stops typing. The address may change by itself (back, a link): it wins then. */
export function SearchBox({ text, onChange, label, placeholder }: SearchBoxProps) {
  const [typed, setTyped] = useState(text)
  const [shown, setShown] = useState(text)
  if (shown !== text) {
    setShown(text)
    if (typed.trim() !== text) setTyped(text)
  }
  const settled = useDebounced(typed, PAUSE_MS).trim()
  useEffect(() => {
    if (settled === typed.trim() && settled !== text) onChange(settled)
    // Only a pause in typing asks; what comes from outside must not be asked for again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled])
  return (
    <div className="relative min-w-0 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        maxLength={LONGEST}
        className="pl-9"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  )
}
