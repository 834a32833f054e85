import { AtSign, Check, MapPin, Phone, Tag, UserRound, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import type { FieldValue, Lead } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { displayValue, fieldNames } from '@/lib/lead'

const icons: Record<string, LucideIcon> = { name: UserRound, email: AtSign, location: MapPin, phone: Phone }

interface LeadFieldsProps {
  lead: Lead
  required?: readonly string[]
  /** Shows the message in which a value was found. */
  onEvidence?: (field: FieldValue) => void
}

/** What is known of a lead, each value with the words it was read from; what is still missing is named too. */
export function LeadFields({ lead, required, onEvidence }: LeadFieldsProps) {
  return (
    <dl className="divide-y">
      {fieldNames(lead, required).map((name) => (
        <FieldRow key={name} name={name} field={lead.fields[name]} refused={lead.refused.includes(name)} onEvidence={onEvidence} />
      ))}
    </dl>
  )
}

interface FieldRowProps {
  name: string
  field: FieldValue | undefined
  refused: boolean
  onEvidence?: (field: FieldValue) => void
}

const NEW_FOR_MS = 5000

/** Whether a value has come just now, under the reader's eyes. */
function useArrived(at: string | undefined): boolean {
  const [first, setFirst] = useState({ at, fresh: false })
  const [now] = useState(() => Date.now())
  if (first.at !== at) setFirst({ at, fresh: true })
  return first.fresh || (at !== undefined && Math.abs(now - Date.parse(at)) < NEW_FOR_MS)
}

function FieldRow({ name, field, refused, onEvidence }: FieldRowProps) {
  const { t, i18n } = useTranslation()
  const Icon = icons[name] ?? Tag
  const key = `lead.field.${name}`
  const arrived = useArrived(field?.at)
  const label = i18n.exists(key) ? t(key as 'lead.field.name') : name
  return (
    // Lists of definitions may hold nothing but terms and definitions, so the icons stand within them.
    <div className={cn('relative min-h-16 py-2.5 pr-6 pl-7', arrived && 'animate-arrive')} data-field={name}>
      <dt className="text-xs text-muted">
        <Icon aria-hidden className={cn('absolute top-3 left-0 size-4', field ? 'text-accent-text' : 'text-muted')} />
        {label}
      </dt>
      <dd className="min-w-0">
        {field ? (
          <>
            <Check aria-hidden className="absolute top-3 right-0 size-4 text-success" />
            <span className="block font-medium break-words">{displayValue(name, field.value)}</span>
            <Evidence field={field} onEvidence={onEvidence} />
          </>
        ) : (
          <span className="text-muted">{refused ? t('lead.refused') : t('lead.missing')}</span>
        )}
      </dd>
    </div>
  )
}

function Evidence({ field, onEvidence }: { field: FieldValue; onEvidence?: (field: FieldValue) => void }) {
  const { t, i18n } = useTranslation()
  const confidence = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(field.confidence)
  const source = t(`lead.source.${field.source}`)
  const words = field.source === 'person' ? source : `${source} · ${confidence}`
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
      <span>{words}</span>
      {onEvidence && field.message_id ? (
        <Button variant="link" className="text-xs" onClick={() => onEvidence(field)}>
          {t('lead.showEvidence')}
        </Button>
      ) : field.quote ? (
        <q className="truncate">{field.quote}</q>
      ) : null}
    </span>
  )
}
