import { ListFilter, X } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { SearchBox } from '@/components/shared/search-box'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { NOBODY, type LeadFilter } from '@/lib/api/queries'
import type { Bot, LeadStatus } from '@/lib/api/types'
import { cn } from '@/lib/cn'

import { areDaysWrong, narrowedBy } from '../filter'
import type { Person } from '../people'

const STATUSES: readonly LeadStatus[] = ['capturing', 'qualified', 'assigned', 'won', 'lost']
const MOMENTS = ['created', 'qualified', 'closed'] as const

interface LeadToolbarProps {
  filter: LeadFilter
  bots: Bot[]
  people: Person[]
  onChange: (filter: LeadFilter) => void
}

/** Which leads to show. The choice lives in the page's address; on a phone all but the search is behind a button. */
export function LeadToolbar({ filter, bots, people, onChange }: LeadToolbarProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const panel = useId()
  const set = (part: LeadFilter) => onChange({ ...filter, ...part })
  const count = narrowedBy(filter)
  return (
    <search className="space-y-3">
      <div className="flex gap-2">
        <SearchBox
          label={t('leadTable.search')}
          placeholder={t('leadTable.searchShort')}
          text={filter.text ?? ''}
          onChange={(text) => set({ text: text || undefined })}
        />
        {count > 0 || filter.text ? (
          <Button variant="ghost" onClick={() => onChange({})}>
            <X aria-hidden />
            <span className="max-sm:sr-only">{t('leadTable.clear')}</span>
          </Button>
        ) : null}
        <Button variant="outline" className="sm:hidden" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          <ListFilter aria-hidden />
          {t('leadTable.filters')}
          {count > 0 ? <span className="tabular-nums">({count})</span> : null}
        </Button>
      </div>
      <div id={panel} className={cn('grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap', open ? 'grid' : 'hidden')}>
        <Choice label={t('leads.filterStatus')} value={filter.status} any={t('leads.anyStatus')} onChange={(status) => set({ status: status as LeadStatus | undefined })}>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`lead.status.${status}`)}
            </option>
          ))}
        </Choice>
        <Choice label={t('leads.filterBot')} value={filter.bot_id} any={t('leads.anyBot')} onChange={(bot) => set({ bot_id: bot })}>
          {bots.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice label={t('leadTable.filterHolder')} value={filter.assigned_to} any={t('leadTable.anyHolder')} onChange={(holder) => set({ assigned_to: holder })}>
          <option value={NOBODY}>{t('leadTable.nobody')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <Days filter={filter} set={set} />
      </div>
    </search>
  )
}

function Days({ filter, set }: { filter: LeadFilter; set: (part: LeadFilter) => void }) {
  const { t } = useTranslation()
  const wrong = areDaysWrong(filter) ? t('leadTable.badDays') : undefined
  return (
    <>
      <Choice label={t('leadTable.by')} value={filter.by ?? 'created'} onChange={(by) => set({ by: by === 'created' ? undefined : (by as LeadFilter['by']) })}>
        {MOMENTS.map((moment) => (
          <option key={moment} value={moment}>
            {t(`leadTable.moments.${moment}`)}
          </option>
        ))}
      </Choice>
      {(['from', 'to'] as const).map((end) => (
        <div key={end} className="min-w-0 sm:w-38">
          <Field label={t(`leadTable.${end}`)} error={end === 'to' ? wrong : undefined}>
            {(attributes) => <Input {...attributes} type="date" value={filter[end] ?? ''} onChange={({ target }) => set({ [end]: target.value || undefined })} />}
          </Field>
        </div>
      ))}
    </>
  )
}

interface ChoiceProps {
  label: string
  value: string | undefined
  /** What the choice of nothing is called; without it, something is always chosen. */
  any?: string
  onChange: (value: string | undefined) => void
  children: ReactNode
}

function Choice({ label, value, any, onChange, children }: ChoiceProps) {
  return (
    <div className="min-w-0 sm:w-40">
      <Field label={label}>
        {(attributes) => (
          <Select {...attributes} value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
            {any === undefined ? null : <option value="">{any}</option>}
            {children}
          </Select>
        )}
      </Field>
    </div>
  )
}
