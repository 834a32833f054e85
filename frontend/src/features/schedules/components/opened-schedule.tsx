import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { ApiError } from '@/lib/api/http'
import type { BotWithSession } from '@/lib/api/types'
import { useCloseStale, useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'

import { listedSchedules, scheduleQuery } from '../api/schedules'
import { isLive, type Schedule } from '../types'
import { ScheduleForm } from './schedule-form'
import { ScheduleHistory } from './schedule-history'

interface OpenedScheduleProps {
  bots: BotWithSession[]
  /** The bots that a new schedule may be for. */
  ready: BotWithSession[]
}

/** What the address opens above the list: the form for a new schedule or for one that there is, or a history. */
export function OpenedSchedule({ bots, ready }: OpenedScheduleProps) {
  const { t } = useTranslation()
  const may = useMay('schedules.write')
  const form = useOpened('new')
  const edit = useOpened('edit')
  const history = useOpened('history')
  const edited = useSchedule(edit.value)
  const told = useSchedule(history.value)
  const failed = [edited, told].find(({ error }) => error !== null)
  const changes = may && edited.data && isLive(edited.data) ? edited.data : null
  useCloseStale(edit, edit.value !== undefined && (edited.isGone || (edited.data !== undefined && !changes)))
  useCloseStale(history, told.isGone)
  if (failed) return <ErrorState error={failed.error} title={t('schedules.loadFailed')} retry={() => void failed.refetch()} />
  if (changes) return <FormDialog key={changes.id} bots={bots.filter(({ id }) => id === changes.bot_id)} known={changes} onClose={edit.close} />
  if (told.data) return <ScheduleHistory schedule={told.data} onClose={history.close} />
  return form.value && may && ready.length > 0 ? <FormDialog bots={ready} known={null} onClose={form.close} /> : null
}

/** One schedule: at once, where a list has it, else as soon as it is there. */
function useSchedule(id: string | undefined) {
  const client = useQueryClient()
  const { data: read, error, refetch } = useQuery({ ...scheduleQuery(id ?? ''), enabled: id !== undefined })
  const isGone = error instanceof ApiError && error.status === 404
  const data = isGone ? undefined : (read ?? listedSchedules(client).find((schedule) => schedule.id === id))
  return { data, isGone, error: data || isGone ? null : error, refetch }
}

interface FormDialogProps {
  bots: BotWithSession[]
  known: Schedule | null
  onClose: () => void
}

function FormDialog({ bots, known, onClose }: FormDialogProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const saved = () => {
    onClose()
    toast({ title: t('schedules.saved') })
  }
  return (
    <Dialog open onOpenChange={(is) => (is ? undefined : onClose())}>
      <DialogContent title={known ? t('schedules.edit') : t('schedules.create')} description={t('schedules.formText')}>
        <ScheduleForm bots={bots} known={known} zone={zoneOf(bots[0])} onSaved={saved} />
      </DialogContent>
    </Dialog>
  )
}

/** A bot's working hours are in its workspace's zone unless people chose another one. */
function zoneOf(bot: BotWithSession | undefined): string {
  return bot?.features.working_hours.time_zone ?? 'UTC'
}
