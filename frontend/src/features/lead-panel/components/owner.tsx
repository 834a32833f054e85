import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { LeadStatusBadge } from '@/components/shared/lead-status-badge'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/input'
import { directoryQuery } from '@/lib/api/queries'
import type { Lead } from '@/lib/api/types'
import { useMay, useMe } from '@/lib/powers'

import { useClaim } from '../use-claim'

/** Who has the lead, and to take it, give it to somebody, or give it up. */
export function Owner({ lead }: { lead: Lead }) {
  const { t } = useTranslation()
  const { user } = useMe()
  const mayWrite = useMay('leads.write')
  const mayAssign = useMay('leads.assign')
  const directory = useQuery(directoryQuery)
  const { assign, claim, isPending } = useClaim()
  const holder = lead.assigned_to
  const person = directory.data?.people.find(({ id }) => id === holder)
  const closed = lead.status === 'won' || lead.status === 'lost'
  const name = holder === null ? null : holder === user.id ? t('owner.you') : (person?.name ?? (directory.data ? t('owner.gone') : ''))
  return (
    <section aria-label={t('owner.title')} className="space-y-3">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold">{t('owner.title')}</h2>
        <LeadStatusBadge status={lead.status} />
      </div>
      <div className="flex min-h-9 items-center gap-2.5">
        <Avatar name={holder === user.id ? user.name : (person?.name ?? null)} />
        <span className="min-w-0 flex-1 truncate">{name ?? t('owner.nobody')}</span>
        {closed || !mayWrite ? null : holder === null ? (
          <Button size="sm" busy={isPending} onClick={() => claim(lead.id)}>
            {t('owner.take')}
          </Button>
        ) : holder === user.id || mayAssign ? (
          <Button variant="outline" size="sm" busy={isPending} onClick={() => assign({ leadId: lead.id, to: null })}>
            {t('owner.giveUp')}
          </Button>
        ) : null}
      </div>
      {mayAssign && !closed ? (
        <label className="block space-y-1">
          <span className="text-xs text-muted">{t('owner.assign')}</span>
          <Select value="" disabled={isPending} onChange={({ target }) => assign({ leadId: lead.id, to: target.value, replaces: holder })}>
            <option value="" disabled>
              {t('owner.choose')}
            </option>
            {directory.data?.people
              .filter(({ id, sells }) => sells && id !== holder)
              .map(({ id, name: label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
          </Select>
        </label>
      ) : null}
    </section>
  )
}
