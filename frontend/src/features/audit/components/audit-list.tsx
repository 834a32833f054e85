import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { AuditEntry } from '@/lib/api/workspace-types'
import { day, dayKey } from '@/lib/time'

import { auditQuery } from '../api/audit'
import type { AuditFilter } from '../filter'
import type { Actor } from './audit-filters'
import { Entry } from './entry'

interface AuditListProps {
  filter: AuditFilter
  actors: Actor[]
  onSubject: (id: string) => void
}

/** The log, newest first, a page at a time. */
export function AuditList({ filter, actors, onSubject }: AuditListProps) {
  const { t } = useTranslation()
  const log = useInfiniteQuery(auditQuery(filter))
  if (log.isPending) return <AuditSkeleton />
  if (!log.data) return <ErrorState error={log.error} title={t('audit.loadFailed')} retry={() => void log.refetch()} />
  const entries = log.data.pages.flatMap(({ items }) => items)
  const filtered = Object.values(filter).some(Boolean)
  return (
    <div className="space-y-4">
      {entries.length === 0 && !log.hasNextPage ? (
        <Card>
          <EmptyState icon={ScrollText} title={t('audit.emptyTitle')}>
            {filtered ? t('audit.noneText') : t('audit.emptyText')}
          </EmptyState>
        </Card>
      ) : null}
      {byDay(entries).map((group) => (
        <Day key={group[0]?.id} entries={group} actors={actors} onSubject={onSubject} />
      ))}
      {log.isFetchNextPageError ? <ErrorState error={log.error} title={t('audit.loadFailed')} /> : null}
      <div className="flex justify-center">
        {log.hasNextPage ? (
          <Button variant="outline" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        ) : entries.length > 0 && !filtered ? (
          <p className="text-muted">{t('audit.end')}</p>
        ) : null}
      </div>
    </div>
  )
}

function Day({ entries, actors, onSubject }: Pick<AuditListProps, 'actors' | 'onSubject'> & { entries: AuditEntry[] }) {
  const { i18n } = useTranslation()
  const title = entries[0] ? day(entries[0].at, i18n.language) : ''
  return (
    <section className="space-y-2">
      <h2 className="text-sm font-semibold">{title}</h2>
      <Card>
        <ul aria-label={title} className="divide-y">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} actorName={actors.find(({ id }) => id === entry.actor.user_id)?.name ?? null} onSubject={onSubject} />
          ))}
        </ul>
      </Card>
    </section>
  )
}

/** The entries in groups of one local day each, in their order. */
function byDay(entries: AuditEntry[]): AuditEntry[][] {
  const groups: AuditEntry[][] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last?.[0] && dayKey(last[0].at) === dayKey(entry.at)) last.push(entry)
    else groups.push([entry])
  }
  return groups
}

function AuditSkeleton() {
  return (
    <Card aria-hidden className="divide-y">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex h-20 items-center gap-3 px-4">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-64 max-w-full" />
            <Skeleton className="h-3 w-40" />
          </div>
        </div>
      ))}
    </Card>
  )
}
