import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { NOBODY } from '@/lib/api/queries'
import type { Lead } from '@/lib/api/types'
import { leadName } from '@/lib/lead'

import { useAssignLeads, type Assigned } from '../api/assign-leads'
import type { Person } from '../people'
import type { Selection } from '../use-selection'

const MOST_TOLD = 5

interface AssignBarProps {
  selection: Selection
  /** To whom the reader may give leads. */
  people: Person[]
}

/** Gives the selected leads to somebody. Those that could not be given stay selected, each with its reason. */
export function AssignBar({ selection, people }: AssignBarProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const assign = useAssignLeads()
  const [to, setTo] = useState('')
  const [refused, setRefused] = useState<Refused[]>([])
  const leads = selection.selected
  const submit = () => {
    const nobody = to === NOBODY
    assign.mutate(
      { leads, to: nobody ? null : to },
      {
        onSuccess: (done) => {
          const left = refusedOf(done, leads)
          const count = done.length - left.length
          setRefused(left)
          selection.replace(left.map(({ lead }) => lead.id))
          if (count > 0) toast({ title: nobody ? t('leadTable.unassigned', { count }) : t('leadTable.assigned', { count }) })
        },
      },
    )
  }
  if (leads.length === 0) return null
  return (
    <section aria-label={t('leadTable.selected', { count: leads.length })} className="sticky top-14 z-20 space-y-3 rounded-t-xl border-b bg-surface p-3 md:top-0">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('leadTable.unselect')}
          onClick={() => {
            selection.replace([])
            setRefused([])
          }}
        >
          <X />
        </Button>
        <p role="status" className="mr-auto font-medium tabular-nums">
          {t('leadTable.selected', { count: leads.length })}
        </p>
        <div className="flex w-full items-center gap-2 sm:w-auto">
          <Select aria-label={t('leadTable.assignTo')} className="w-auto min-w-0 flex-1 sm:w-52 sm:flex-none" value={to} onChange={({ target }) => setTo(target.value)}>
            <option value="" disabled>
              {t('leadTable.choose')}
            </option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={NOBODY}>{t('leadTable.nobody')}</option>
          </Select>
          <Button disabled={to === ''} busy={assign.isPending} onClick={submit}>
            {t('leadTable.assign')}
          </Button>
        </div>
      </div>
      {assign.error ? <ErrorState error={assign.error} title={t('leadTable.assignFailed')} /> : null}
      {refused.length > 0 ? <Refusals refused={refused} /> : null}
    </section>
  )
}

interface Refused {
  lead: Lead
  problem: NonNullable<Assigned['problem']>
}

function refusedOf(done: Assigned[], leads: Lead[]): Refused[] {
  return done.flatMap(({ lead_id: id, problem }) => {
    const lead = leads.find((one) => one.id === id)
    return lead && problem ? [{ lead, problem }] : []
  })
}

function Refusals({ refused }: { refused: Refused[] }) {
  const { t, i18n } = useTranslation()
  const reason = ({ code, detail }: Refused['problem']) => {
    const key = `leadTable.refusals.${code}`
    return i18n.exists(key) ? t(key as 'leadTable.refusals.not_found') : detail
  }
  return (
    <Alert title={t('leadTable.refused', { count: refused.length })}>
      <ul>
        {refused.slice(0, MOST_TOLD).map(({ lead, problem }) => (
          <li key={lead.id}>{t('leadTable.refusal', { name: leadName(lead) ?? t('lead.unnamed'), reason: reason(problem) })}</li>
        ))}
        {refused.length > MOST_TOLD ? <li>{t('leadTable.moreRefused', { count: refused.length - MOST_TOLD })}</li> : null}
      </ul>
    </Alert>
  )
}
