import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { VirtualList } from '@/components/shared/virtual-list'
import { Select } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import type { BotWithSession } from '@/lib/api/types'

import { schedulesQuery } from '../api/schedules'
import type { Schedule } from '../types'
import { ScheduleRow } from './schedule-row'

/** How high a row of three lines is, in pixels. */
const ROW_HEIGHT = 92

const idOf = ({ id }: Schedule) => id

interface ScheduleListProps {
  /** One bot's only; without it the whole workspace's. */
  botId?: string
  bots: BotWithSession[]
}

/** Whether those to come are shown, or those that ended, as the address says. */
function useLive() {
  const navigate = useNavigate()
  const { ended } = useSearch({ strict: false })
  const setLive = (live: boolean) => void navigate({ to: '.', search: (before) => ({ ...before, ended: live ? undefined : true }), replace: true, resetScroll: false })
  return { live: !ended, setLive }
}

/** Schedules, newest first: those to come, or those that ended. Older ones come as one scrolls. */
export function ScheduleList({ botId, bots }: ScheduleListProps) {
  const { t } = useTranslation()
  const { live, setLive } = useLive()
  const list = useInfiniteQuery(schedulesQuery({ botId, live }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const isEmpty = list.data !== undefined && items.length === 0 && !list.hasNextPage
  const nameOf = (schedule: Schedule) => bots.find(({ id }) => id === schedule.bot_id)?.name ?? t('schedules.goneBot')
  return (
    <>
      <div className="border-b px-4 py-3">
        <Select aria-label={t('schedules.which')} className="w-40" value={live ? 'live' : 'ended'} onChange={({ target }) => setLive(target.value === 'live')}>
          <option value="live">{t('schedules.live')}</option>
          <option value="ended">{t('schedules.ended')}</option>
        </Select>
      </div>
      {list.isPending ? (
        <div aria-hidden className="space-y-3 p-4">
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </div>
      ) : null}
      {list.error && !list.isFetchNextPageError ? <ErrorState error={list.error} title={t('schedules.loadFailed')} retry={() => void list.refetch()} className="m-4" /> : null}
      {isEmpty ? (
        <EmptyState icon={CalendarClock} title={t('schedules.emptyTitle')}>
          {live ? t('schedules.emptyText') : t('schedules.noneEnded')}
        </EmptyState>
      ) : null}
      {list.data && !isEmpty ? (
        <VirtualList
          label={t('schedules.list')}
          items={items}
          idOf={idOf}
          estimate={ROW_HEIGHT}
          paging={{ query: list, failed: t('schedules.loadFailed') }}
          divided
        >
          {(schedule) => <ScheduleRow schedule={schedule} botName={botId ? null : nameOf(schedule)} />}
        </VirtualList>
      ) : null}
    </>
  )
}
