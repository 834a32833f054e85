import { Pencil } from 'lucide-react'
import { useId, useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { ApiError } from '@/lib/api/http'
import { UpdateLeadBody } from '@/lib/api/limits'
import type { FieldValue, LeadWithChat, NamedBot } from '@/lib/api/types'
import { useErrorText } from '@/lib/error-text'
import { displayValue, fieldNames } from '@/lib/lead'
import { useCloseStale, useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'

import { useCorrect } from '../api/sell'

const { maxLength } = UpdateLeadBody.fields.values

interface FieldsProps {
  lead: LeadWithChat
  bot: NamedBot | undefined
  /** Called with the field whose evidence is to be seen. */
  onEvidence: (field: string) => void
}

/** What is known of a lead, each value with the words it was read from, and to be corrected by hand. */
export function Fields({ lead, bot, onEvidence }: FieldsProps) {
  const { t, i18n } = useTranslation()
  const mayWrite = useMay('leads.write')
  const editing = useOpened('field')
  const names = fieldNames(lead, bot?.fields.map(({ key }) => key))
  useCloseStale(editing, editing.value !== undefined && (!mayWrite || (bot !== undefined && !names.includes(editing.value))))
  const label = (key: string) => {
    const known = `lead.field.${key}`
    return i18n.exists(known) ? t(known as 'lead.field.name') : (bot?.fields.find((field) => field.key === key)?.label ?? key)
  }
  return (
    <section aria-label={t('lead.fields')}>
      <h2 className="pb-1 font-semibold">{t('lead.fields')}</h2>
      <ul className="divide-y">
        {names.map((key) =>
          mayWrite && editing.value === key ? (
            <FieldForm key={key} lead={lead} name={key} label={label(key)} onDone={editing.close} />
          ) : (
            <FieldRow
              key={key}
              name={key}
              label={label(key)}
              field={lead.fields[key]}
              refused={lead.refused.includes(key)}
              onEvidence={() => onEvidence(key)}
              onEdit={mayWrite ? () => editing.open(key) : undefined}
            />
          ),
        )}
      </ul>
    </section>
  )
}

interface FieldRowProps {
  name: string
  label: string
  field: FieldValue | undefined
  refused: boolean
  onEvidence: () => void
  onEdit?: () => void
}

function FieldRow({ name, label, field, refused, onEvidence, onEdit }: FieldRowProps) {
  const { t, i18n } = useTranslation()
  const confidence = field ? new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(field.confidence) : ''
  return (
    <li data-field={name} className="relative py-2 pr-9">
      <p className="text-xs text-muted">{label}</p>
      {field ? (
        <>
          <p className="font-medium break-words">{displayValue(name, field.value)}</p>
          <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
            <span>{field.source === 'person' ? t('lead.source.person') : `${t(`lead.source.${field.source}`)} · ${confidence}`}</span>
            {field.message_id ? (
              <Button variant="link" className="min-h-6! text-xs" aria-label={t('fields.evidence', { field: label })} onClick={onEvidence}>
                {t('lead.showEvidence')}
              </Button>
            ) : null}
          </p>
        </>
      ) : (
        <p className="text-muted">{refused ? t('lead.refused') : t('lead.missing')}</p>
      )}
      {onEdit ? (
        <button type="button" aria-label={t('fields.edit', { field: label })} onClick={onEdit} className="absolute top-2 right-0 grid size-8 place-items-center rounded-md text-muted hover:bg-sunken hover:text-foreground">
          <Pencil aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </li>
  )
}

interface FieldFormProps {
  lead: LeadWithChat
  name: string
  label: string
  onDone: () => void
}

/**
 * One field being corrected. What the API says against a value stands at the field, until another one is entered. It
 * has no rules of its own, and so does without the libraries of forms: they would double what opening a chat loads.
 */
function FieldForm({ lead, name, label, onDone }: FieldFormProps) {
  const { t } = useTranslation()
  const correct = useCorrect(lead.id)
  const errorText = useErrorText()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [value, setValue] = useState(lead.fields[name]?.value ?? '')
  const told = correct.error instanceof ApiError ? (correct.error.fields[`fields.${name}`] ?? correct.error.fields[name]) : undefined
  const wrong = correct.error ? (told ?? errorText(correct.error)) : undefined
  const enter = (entered: string) => {
    setValue(entered)
    if (correct.isError) correct.reset()
  }
  const save = (event: SyntheticEvent) => {
    event.preventDefault()
    correct.mutate({ [name]: value.trim() || null }, { onSuccess: onDone, onError: () => input.current?.focus() })
  }
  return (
    <li data-field={name} className="py-2">
      <form onSubmit={save} noValidate className="space-y-2" onKeyDown={({ key }) => (key === 'Escape' ? onDone() : undefined)}>
        <label htmlFor={id} className="text-xs text-muted">
          {label}
        </label>
        <Input
          id={id}
          ref={input}
          name="value"
          autoFocus
          maxLength={maxLength}
          aria-invalid={Boolean(wrong)}
          aria-describedby={wrong ? `${id}-error` : undefined}
          value={value}
          onChange={({ target }) => enter(target.value)}
        />
        {wrong ? (
          <p id={`${id}-error`} role="alert" className="text-xs text-danger-text">
            {wrong}
          </p>
        ) : null}
        <div className="flex gap-2">
          <Button type="submit" size="sm" busy={correct.isPending}>
            {t('common.save')}
          </Button>
          <Button variant="ghost" size="sm" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </li>
  )
}
