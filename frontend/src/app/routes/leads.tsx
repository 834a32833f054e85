import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { LeadFilters } from '@/features/leads/components/lead-filters'
import { LeadList } from '@/features/leads/components/lead-list'
import { botsQuery } from '@/lib/api/queries'
import { useMay } from '@/lib/powers'

import { Page } from '../layout/page'

export function LeadsPage() {
  const { t } = useTranslation()
  const filter = useSearch({ from: '/signed-in/leads' })
  const navigate = useNavigate()
  const bots = useQuery({ ...botsQuery, enabled: useMay('bots.read') })
  const filters = (
    <LeadFilters filter={filter} bots={bots.data ?? []} onChange={(next) => void navigate({ to: '/leads', search: next, replace: true })} />
  )
  return (
    <Page title={t('leads.title')} description={t('leads.text')} actions={filters}>
      <Card className="overflow-hidden">
        <LeadList filter={filter} bots={bots.data ?? []} to="/leads/$leadId" empty={<NoLeads filtered={Boolean(filter.bot_id ?? filter.status)} />} />
      </Card>
    </Page>
  )
}

function NoLeads({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={Users}
      title={filtered ? t('leads.noneTitle') : t('leads.emptyTitle')}
      action={
        <Button asChild variant="outline">
          {filtered ? (
            <Link to="/leads" search={{}}>
              {t('leads.clear')}
            </Link>
          ) : (
            <Link to="/welcome">{t('leads.toWelcome')}</Link>
          )}
        </Button>
      }
    >
      {filtered ? t('leads.noneText') : t('leads.emptyText')}
    </EmptyState>
  )
}
