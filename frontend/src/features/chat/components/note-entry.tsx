import { StickyNote } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import type { Note } from '@/lib/api/types'
import { clock } from '@/lib/time'

import { Linked } from './linked'

/** A note of the team, between the messages: by its colour, its icon and its words no message to the customer. */
export function NoteEntry({ note }: { note: Note }) {
  const { t, i18n } = useTranslation()
  return (
    <li data-note={note.id} className="flex justify-center pt-3">
      <div className="w-full max-w-[85%] rounded-xl border border-dashed border-warning/60 bg-warning-soft px-3.5 py-2 sm:max-w-[72%]">
        <p className="flex items-center gap-1.5 text-xs font-semibold text-warning-text">
          <StickyNote aria-hidden className="size-3.5 shrink-0" />
          <span className="min-w-0 truncate">{t('note.by', { name: note.author_name })}</span>
          <time dateTime={note.at} className="ml-auto shrink-0 font-normal tabular-nums">
            {clock(note.at, i18n.language)}
          </time>
        </p>
        <p dir="auto" className="pt-0.5 [overflow-wrap:anywhere] whitespace-pre-wrap">
          <Linked text={note.text} />
        </p>
      </div>
    </li>
  )
}
