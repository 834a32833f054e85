import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Download, SearchX, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { LeadTable } from '@/features/leads/components/lead-table'
import { LeadToolbar } from '@/features/leads/components/lead-toolbar'
import { areDaysWrong, csvPath } from '@/features/leads/filter'
import { teamQuery } from '@/features/team/api/team'
import { API_BASE } from '@/lib/api/http'
import { botsQuery, directoryQuery } from '@/lib/api/queries'
import { withoutOpened } from '@/lib/opened'
import { useMay, useMe } from '@/lib/powers'

import { Page } from '../layout/page'

export function LeadsPage() {
  const { t } = useTranslation()
  const filter = withoutOpened(useSearch({ from: '/signed-in/leads' }))
  const navigate = useNavigate()
  const bots = useQuery({ ...botsQuery, enabled: useMay('bots.read') })
  const mayExport = useMay('leads.export')
  const { people, assignees } = usePeople()
  const filtered = Object.values(filter).some(Boolean)
  return (
    <Page title={t('leads.title')} description={t('leads.text')} actions={mayExport ? <Export href={API_BASE + csvPath(filter)} /> : null}>
      <LeadToolbar filter={filter} bots={bots.data ?? []} people={people} onChange={(next) => void navigate({ to: '/leads', search: next, replace: true })} />
      {areDaysWrong(filter) ? null : (
        <Card>
          {/* Another filter is another table: nothing stays selected that is out of sight. */}
          <LeadTable key={JSON.stringify(filter)} filter={filter} bots={bots.data ?? []} people={people} assignees={assignees} empty={<NoLeads filtered={filtered} />} />
        </Card>
      )}
    </Page>
  )
}

/** Whom the reader knows by name, and to whom they may give leads: others only with the power to assign. */
function usePeople() {
  const { t } = useTranslation()
  const { user } = useMe()
  const team = useQuery({ ...teamQuery, enabled: useMay('team.read') })
  const mayAssign = useMay('leads.assign')
  const directory = useQuery({ ...directoryQuery, enabled: mayAssign }).data
  const me = { id: user.id, name: t('leadTable.me') }
  const others = (team.data ?? []).filter(({ user_id: id }) => id !== user.id)
  const named = (members: typeof others) => members.map(({ user_id: id, name, email }) => ({ id, name: name || email }))
  // Who may have leads is the API's to say.
  const sellers = others.filter(({ user_id: id }) => directory?.people.some((person) => person.id === id && person.sells))
  return { people: [me, ...named(others)], assignees: [me, ...(mayAssign ? named(sellers) : [])] }
}

function Export({ href }: { href: string }) {
  const { t } = useTranslation()
  return (
    <Button asChild variant="outline">
      <a href={href} download="leads.csv" title={t('leadTable.exportHint')}>
        <Download aria-hidden />
        {t('leadTable.export')}
      </a>
    </Button>
  )
}

function NoLeads({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={filtered ? SearchX : Users}
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
      {filtered ? t('leadTable.noneText') : t('leads.emptyText')}
    </EmptyState>
  )
}
