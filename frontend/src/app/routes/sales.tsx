import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Headset, MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { LeadFilters } from '@/features/leads/components/lead-filters'
import { LeadList } from '@/features/leads/components/lead-list'
import { botsQuery } from '@/lib/api/queries'
import { cn } from '@/lib/cn'
import { useMay } from '@/lib/powers'

/** The list of conversations with the open one beside it; on a phone one of the two. */
export function SalesPage() {
  const { t } = useTranslation()
  const { leadId } = useParams({ strict: false })
  const filter = useSearch({ from: '/signed-in/sales' })
  const navigate = useNavigate()
  const bots = useQuery({ ...botsQuery, enabled: useMay('bots.read') })
  const empty = (
    <EmptyState icon={Headset} title={t('sales.emptyTitle')}>
      {t('sales.emptyText')}
    </EmptyState>
  )
  return (
    <div className="flex md:h-[calc(100dvh-var(--banner))]">
      <section
        aria-label={t('sales.list')}
        className={cn('w-full flex-col border-r bg-surface md:flex md:w-84 md:shrink-0', leadId ? 'hidden' : 'flex')}
      >
        <header className="space-y-3 border-b p-4">
          <h1 className={cn('text-base font-semibold', leadId && 'md:block')}>{t('sales.title')}</h1>
          <LeadFilters
            filter={filter}
            bots={bots.data ?? []}
            onChange={(next) =>
              void (leadId
                ? navigate({ to: '/sales/$leadId', params: { leadId }, search: next, replace: true })
                : navigate({ to: '/sales', search: next, replace: true }))
            }
          />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <LeadList filter={filter} bots={bots.data ?? []} to="/sales/$leadId" selected={leadId} narrow empty={empty} />
        </div>
      </section>
      {leadId ? (
        <Outlet />
      ) : (
        <div className="hidden flex-1 place-items-center md:grid">
          <EmptyState icon={MessagesSquare} title={t('sales.chooseTitle')}>
            {t('sales.chooseText')}
          </EmptyState>
        </div>
      )}
    </div>
  )
}
