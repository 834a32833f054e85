import { useTranslation } from 'react-i18next'

import { LeadFields } from '@/components/shared/lead-fields'
import { LeadStatusBadge } from '@/components/shared/lead-status-badge'
import type { Bot, FieldValue, Lead } from '@/lib/api/types'
import { full } from '@/lib/time'

interface LeadPanelProps {
  lead: Lead
  bot: Bot | undefined
  onEvidence: (field: FieldValue) => void
}

/** What is known of a lead, with its evidence. */
export function LeadPanel({ lead, bot, onEvidence }: LeadPanelProps) {
  const { t, i18n } = useTranslation()
  const facts: [string, string | null | undefined][] = [
    [t('lead.bot'), bot?.name],
    [t('lead.firstSeen'), full(lead.created_at, i18n.language)],
    [t('lead.qualifiedAt'), lead.qualified_at && full(lead.qualified_at, i18n.language)],
  ]
  return (
    <div className="space-y-5">
      <section aria-label={t('lead.fields')}>
        <div className="flex items-center justify-between pb-1">
          <h2 className="font-semibold">{t('lead.fields')}</h2>
          <LeadStatusBadge status={lead.status} />
        </div>
        <LeadFields lead={lead} required={bot?.required_fields} onEvidence={onEvidence} />
      </section>
      <dl className="space-y-2 border-t pt-4 text-[0.8125rem]">
        {facts.map(([label, value]) =>
          value ? (
            <div key={label} className="flex justify-between gap-4">
              <dt className="text-muted">{label}</dt>
              <dd className="text-right">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  )
}
