import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Requires } from '@/components/shared/requires'
import { Button } from '@/components/ui/button'
import { AuditFilters } from '@/features/audit/components/audit-filters'
import { AuditList } from '@/features/audit/components/audit-list'
import { csvPath, type AuditFilter } from '@/features/audit/filter'
import { teamQuery } from '@/features/team/api/team'
import { API_BASE } from '@/lib/api/http'
import { withoutOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'

import { Page } from '../layout/page'

export function AuditPage() {
  return (
    <Requires power="audit.read">
      <AuditLog />
    </Requires>
  )
}

function AuditLog() {
  const { t } = useTranslation()
  const filter = withoutOpened(useSearch({ from: '/signed-in/audit' }))
  const navigate = useNavigate()
  const team = useQuery({ ...teamQuery, enabled: useMay('team.read') })
  const actors = (team.data ?? []).map(({ user_id: id, name, email }) => ({ id, name: name || email }))
  const change = (next: AuditFilter) => void navigate({ to: '/audit', search: next, replace: true })
  return (
    <Page
      title={t('audit.title')}
      description={t('audit.text')}
      actions={
        <Button asChild variant="outline">
          <a href={API_BASE + csvPath(filter)} download="audit.csv">
            <Download aria-hidden />
            {t('audit.csv')}
          </a>
        </Button>
      }
    >
      <AuditFilters filter={filter} actors={actors} onChange={change} />
      <AuditList filter={filter} actors={actors} onSubject={(subject) => change({ ...filter, subject })} />
    </Page>
  )
}
