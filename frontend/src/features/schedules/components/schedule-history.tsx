import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'

import { runsQuery } from '../api/schedules'
import type { Schedule } from '../types'
import { useScheduleText } from '../use-schedule-text'

/** What came of a schedule's times, newest first. */
export function ScheduleHistory({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const { t } = useTranslation()
  const { person, moment, clock, result } = useScheduleText()
  const maker = person(schedule.created_by)
  const runs = useInfiniteQuery(runsQuery(schedule.id))
  const items = runs.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={t('schedules.history')} description={t('schedules.historyText')}>
        {runs.isPending ? <Skeleton className="h-24" /> : null}
        {runs.error ? <ErrorState error={runs.error} title={t('schedules.historyFailed')} retry={() => void runs.refetch()} /> : null}
        {maker ? <p className="text-muted">{t('schedules.madeBy', { name: maker, time: moment(schedule.created_at, schedule.time_zone) })}</p> : null}
        {runs.data && items.length === 0 ? <p className="text-muted">{t('schedules.historyEmpty')}</p> : null}
        {items.length > 0 ? (
          <ol aria-label={t('schedules.history')} className="divide-y">
            {items.map((run) => (
              <li key={run.planned_at} className="space-y-0.5 py-2">
                <p className="font-medium">{result(run)}</p>
                <p className="text-muted tabular-nums">
                  {t('schedules.planned', { planned: moment(run.planned_at, schedule.time_zone), time: clock(run.at, schedule.time_zone) })}
                </p>
              </li>
            ))}
          </ol>
        ) : null}
        {runs.hasNextPage ? (
          <Button variant="outline" busy={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {t('schedules.more')}
          </Button>
        ) : null}
      </DialogContent>
    </Dialog>
  )
}
