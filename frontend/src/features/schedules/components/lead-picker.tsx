import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { Input } from '@/components/ui/input'
import { leadQuery, leadsQuery } from '@/lib/api/queries'
import type { Lead } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { leadName } from '@/lib/lead'
import { phoneOf } from '@/lib/phone'
import { useDebounced } from '@/lib/use-debounced'

const PAUSE_MS = 250
const SHOWN = 8

interface LeadPickerProps {
  botId: string
  /** The chosen lead's id; empty while nobody is chosen. */
  value: string
  onChange: (id: string) => void
}

/** Finds one of a bot's leads by a part of its name, number or fields. */
export function LeadPicker({ botId, value, onChange }: LeadPickerProps) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const chosen = useQuery({ ...leadQuery(value), enabled: value !== '' })
  const search = useDebounced(typed?.trim() ?? '', PAUSE_MS)
  const found = useInfiniteQuery({ ...leadsQuery({ bot_id: botId, ...(search ? { text: search } : {}) }), enabled: typed !== null && botId !== '' })
  const leads = (found.data?.pages.flatMap(({ items }) => items) ?? []).slice(0, SHOWN)
  const open = typed !== null
  const choose = (lead: Lead | undefined) => {
    if (!lead) return
    onChange(lead.id)
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setActive((active + step + leads.length) % Math.max(leads.length, 1))
    else if (event.key === 'Enter') choose(leads[active])
    else if (event.key === 'Escape') setTyped(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const name = chosen.data ? (leadName(chosen.data) ?? chosen.data.chat_id) : value
  return (
    <span className="relative inline-block w-full sm:w-64">
      <Input
        role="combobox"
        aria-label={t('schedules.fields.lead')}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && leads[active] ? `${id}-${leads[active].id}` : undefined}
        placeholder={t('schedules.findLead')}
        autoComplete="off"
        maxLength={100}
        value={typed ?? name}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => {
          setTyped(target.value)
          setActive(0)
        }}
        onClick={() => setTyped((text) => text ?? '')}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
      />
      {open ? (
        <span className="absolute inset-x-0 top-full z-10 mt-1 block max-h-60 overflow-y-auto rounded-lg border bg-surface py-1 shadow-float">
          <span role="listbox" id={`${id}-list`} aria-label={t('schedules.fields.lead')} className="block">
            {leads.map((lead, index) => (
              <Choice key={lead.id} id={`${id}-${lead.id}`} lead={lead} active={index === active} onChoose={() => choose(lead)} />
            ))}
          </span>
          {leads.length === 0 ? (
            <span role="status" className="block px-3 py-2 text-sm text-muted">
              {found.isPending ? t('schedules.searching') : search ? t('schedules.noneFound') : t('schedules.noLeads')}
            </span>
          ) : null}
        </span>
      ) : null}
    </span>
  )
}

function Choice({ id, lead, active, onChoose }: { id: string; lead: Lead; active: boolean; onChoose: () => void }) {
  const name = leadName(lead)
  const phone = phoneOf(lead.chat_id)
  return (
    <span
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={active}
      // Pressed, not clicked: by then the field would have lost its focus, and the list be gone.
      onMouseDown={(event) => {
        event.preventDefault()
        onChoose()
      }}
      className={cn('flex cursor-pointer flex-wrap items-baseline gap-x-2 px-3 py-1.5 text-sm hover:bg-sunken', active && 'bg-sunken')}
    >
      <span className="min-w-0 truncate font-medium">{name ?? lead.chat_id}</span>
      {phone && phone !== name ? <span className="text-muted tabular-nums">{phone}</span> : null}
    </span>
  )
}
