import { Link } from '@tanstack/react-router'
import { ArrowRight, Inbox } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { LeadFields } from '@/components/shared/lead-fields'
import { LeadStatusBadge } from '@/components/shared/lead-status-badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { Bot, Lead } from '@/lib/api/types'

/** The lead as it comes into being, field by field. */
export function LeadCard({ lead, bot }: { lead: Lead | undefined; bot: Bot }) {
  const { t } = useTranslation()
  return (
    <Card className="flex flex-col" aria-label={t('welcome.lead')} aria-live="polite">
      <CardHeader>
        <CardTitle>{t('welcome.lead')}</CardTitle>
        {lead ? <LeadStatusBadge status={lead.status} /> : null}
      </CardHeader>
      <CardContent className="flex flex-1 flex-col justify-between gap-4">
        {lead ? (
          <>
            <LeadFields lead={lead} required={bot.required_fields} />
            <Button asChild variant="outline" className="w-full">
              <Link to="/leads/$leadId" params={{ leadId: lead.id }}>
                {t('welcome.openLead')}
                <ArrowRight aria-hidden />
              </Link>
            </Button>
          </>
        ) : (
          <div className="flex min-h-72 flex-1 flex-col items-center justify-center gap-3 text-center text-muted">
            <Inbox aria-hidden className="size-7" />
            <p className="max-w-56">{t('welcome.leadWaits')}</p>
          </div>
        )}
      </CardContent>
    </Card>
  )
}
