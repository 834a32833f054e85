import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { auditEn } from '@/lib/i18n/audit-en'

import type { AuditFilter } from '../filter'
import { useAuditText } from '../use-audit-text'

type Thing = keyof typeof auditEn.audit.action
type SubjectType = keyof typeof auditEn.audit.subjectType

const ACTIONS = Object.entries(auditEn.audit.action).map(([thing, actions]) => ({
  thing: thing as Thing,
  actions: Object.keys(actions).map((action) => `${thing}.${action}`),
}))
const SUBJECT_TYPES = Object.keys(auditEn.audit.subjectType) as SubjectType[]

/** Somebody whose deeds can be asked for. */
export interface Actor {
  id: string
  name: string
}

interface AuditFiltersProps {
  filter: AuditFilter
  actors: Actor[]
  onChange: (filter: AuditFilter) => void
}

/** Which entries to show. The choice lives in the page's address, so that it can be kept and passed on. */
export function AuditFilters({ filter, actors, onChange }: AuditFiltersProps) {
  const { t } = useTranslation()
  const text = useAuditText()
  const set = (part: AuditFilter) => onChange({ ...filter, ...part })
  const unknownActor = filter.actor && !actors.some(({ id }) => id === filter.actor)
  const oneSubject = filter.subject && !SUBJECT_TYPES.some((type) => type === filter.subject)
  const filtered = Object.values(filter).some(Boolean)
  return (
    <section aria-label={t('audit.filters')} className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
      <Choice label={t('audit.actor')} value={filter.actor} onChange={(actor) => set({ actor })} any={t('audit.anyActor')}>
        {unknownActor ? <option value={filter.actor}>{filter.actor}</option> : null}
        {actors.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice label={t('audit.what')} value={filter.action} onChange={(action) => set({ action })} any={t('audit.anyAction')}>
        {ACTIONS.map(({ thing, actions }) => (
          <optgroup key={thing} label={t(`audit.thing.${thing}`)}>
            <option value={thing}>{t('audit.allOf', { thing: t(`audit.thing.${thing}`) })}</option>
            {actions.map((action) => (
              <option key={action} value={action}>
                {text.action(action)}
              </option>
            ))}
          </optgroup>
        ))}
      </Choice>
      <Choice label={t('audit.subject')} value={filter.subject} onChange={(subject) => set({ subject })} any={t('audit.anySubject')}>
        {oneSubject ? <option value={filter.subject}>{t('audit.thisOne')}</option> : null}
        {SUBJECT_TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`audit.subjectType.${type}`)}
          </option>
        ))}
      </Choice>
      <Day label={t('audit.since')} value={filter.since} onChange={(since) => set({ since })} />
      <Day label={t('audit.until')} value={filter.until} onChange={(until) => set({ until })} />
      {filtered ? (
        <Button variant="ghost" onClick={() => onChange({})}>
          <X aria-hidden />
          {t('audit.clear')}
        </Button>
      ) : null}
    </section>
  )
}

interface PartProps {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function Choice({ label, value, onChange, any, children }: PartProps & { any: string; children: ReactNode }) {
  return (
    <div className="min-w-0 sm:min-w-36 sm:flex-1 sm:max-w-52">
      <Field label={label}>
        {(attributes) => (
          <Select {...attributes} value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
            <option value="">{any}</option>
            {children}
          </Select>
        )}
      </Field>
    </div>
  )
}

function Day({ label, value, onChange }: PartProps) {
  return (
    <div className="min-w-0 sm:min-w-36 sm:flex-1 sm:max-w-40">
      <Field label={label}>
        {(attributes) => <Input {...attributes} type="date" value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)} />}
      </Field>
    </div>
  )
}
