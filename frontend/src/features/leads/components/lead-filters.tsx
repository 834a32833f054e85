import { useTranslation } from 'react-i18next'

import { Select } from '@/components/ui/input'
import type { LeadFilter } from '@/lib/api/queries'
import type { Bot, LeadStatus } from '@/lib/api/types'

const STATUSES: readonly LeadStatus[] = ['capturing', 'qualified', 'assigned', 'won', 'lost']

interface LeadFiltersProps {
  filter: LeadFilter
  bots: Bot[]
  onChange: (filter: LeadFilter) => void
}

/** Which leads to show. The choice lives in the page's address, so that it can be kept and passed on. */
export function LeadFilters({ filter, bots, onChange }: LeadFiltersProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        aria-label={t('leads.filterStatus')}
        className="w-auto flex-1 sm:flex-none"
        value={filter.status ?? ''}
        onChange={({ target }) => onChange({ ...filter, status: (target.value || undefined) as LeadStatus | undefined })}
      >
        <option value="">{t('leads.anyStatus')}</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`lead.status.${status}`)}
          </option>
        ))}
      </Select>
      {bots.length > 0 ? (
        <Select
          aria-label={t('leads.filterBot')}
          className="w-auto max-w-56 flex-1 sm:flex-none"
          value={filter.bot_id ?? ''}
          onChange={({ target }) => onChange({ ...filter, bot_id: target.value || undefined })}
        >
          <option value="">{t('leads.anyBot')}</option>
          {bots.map((bot) => (
            <option key={bot.id} value={bot.id}>
              {bot.name}
            </option>
          ))}
        </Select>
      ) : null}
    </div>
  )
}
