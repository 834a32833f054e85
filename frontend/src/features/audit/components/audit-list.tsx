import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { VirtualList } from '@/components/shared/virtual-list'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { AuditEntry } from '@/lib/api/workspace-types'
import { cn } from '@/lib/cn'
import { day, dayKey } from '@/lib/time'

import { auditQuery } from '../api/audit'
import type { AuditFilter } from '../filter'
import type { Actor } from './audit-filters'
import { Entry } from './entry'

/** How high an entry is that changed one thing, in pixels. */
const ROW_HEIGHT = 112

const idOf = ({ id }: AuditEntry) => id

interface AuditListProps {
  filter: AuditFilter
  actors: Actor[]
  onSubject: (id: string) => void
}

/** The log, newest first, by days. Older entries come as one scrolls. */
export function AuditList({ filter, actors, onSubject }: AuditListProps) {
  const { t } = useTranslation()
  const log = useInfiniteQuery(auditQuery(filter))
  if (log.isPending) return <AuditSkeleton />
  if (!log.data) return <ErrorState error={log.error} title={t('audit.loadFailed')} retry={() => void log.refetch()} />
  const entries = log.data.pages.flatMap(({ items }) => items)
  const filtered = Object.values(filter).some(Boolean)
  if (entries.length === 0 && !log.hasNextPage) {
    return (
      <Card>
        <EmptyState icon={ScrollText} title={t('audit.emptyTitle')}>
          {filtered ? t('audit.noneText') : t('audit.emptyText')}
        </EmptyState>
      </Card>
    )
  }
  return (
    <div className="space-y-4">
      <VirtualList label={t('audit.title')} items={entries} idOf={idOf} estimate={ROW_HEIGHT} paging={{ query: log, failed: t('audit.loadFailed') }}>
        {(entry, at) => (
          <OfDay entry={entry} newer={entries[at - 1]} older={entries[at + 1]}>
            <Entry entry={entry} actorName={actors.find(({ id }) => id === entry.actor.user_id)?.name ?? null} onSubject={onSubject} />
          </OfDay>
        )}
      </VirtualList>
      {!log.hasNextPage && !filtered ? <p className="text-center text-muted">{t('audit.end')}</p> : null}
    </div>
  )
}

interface OfDayProps {
  entry: AuditEntry
  newer: AuditEntry | undefined
  older: AuditEntry | undefined
  children: ReactNode
}

/** An entry's part of its day's card, below the day's name where the day's last entry is: what is in sight stands alone. */
function OfDay({ entry, newer, older, children }: OfDayProps) {
  const { i18n } = useTranslation()
  const isFirst = !newer || dayKey(newer.at) !== dayKey(entry.at)
  const isLast = !older || dayKey(older.at) !== dayKey(entry.at)
  return (
    <>
      {isFirst ? <h2 className={cn('pb-2 text-sm font-semibold', newer && 'pt-4')}>{day(entry.at, i18n.language)}</h2> : null}
      <div className={cn('border-x border-b bg-surface', isFirst && 'rounded-t-xl border-t', isLast && 'rounded-b-xl shadow-card')}>{children}</div>
    </>
  )
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
