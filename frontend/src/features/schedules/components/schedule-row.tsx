import { useQuery } from '@tanstack/react-query'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ConfirmDialog } from '@/components/shared/confirm-dialog'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { leadQuery } from '@/lib/api/queries'
import { useErrorText } from '@/lib/error-text'
import { leadName } from '@/lib/lead'
import { useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'

import { useChangeSchedule, useRunNow } from '../api/schedules'
import { isLive, type Schedule } from '../types'
import { useScheduleText } from '../use-schedule-text'

const TONES: Record<Schedule['state'], Tone> = {
  pending: 'accent',
  paused: 'warning',
  executed: 'success',
  failed: 'danger',
  missed: 'danger',
  skipped: 'warning',
  cancelled: 'neutral',
}

interface ScheduleRowProps {
  schedule: Schedule
  /** Null where it goes without saying whose schedules these are. */
  botName: string | null
}

/** One schedule: what, when, how it stands, and what can be done with it. */
export function ScheduleRow({ schedule, botName }: ScheduleRowProps) {
  const { t } = useTranslation()
  const { moment, when, result } = useScheduleText()
  const name = `${t(`schedules.actions.${schedule.action}`)}: ${when(schedule.when)}`
  return (
    <div className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1 space-y-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          <Badge tone={TONES[schedule.state]}>{t(`schedules.states.${schedule.state}`)}</Badge>
        </p>
        {botName ? <p className="text-muted">{t('schedules.ofBot', { name: botName })}</p> : null}
        {schedule.lead_id ? <Recipient leadId={schedule.lead_id} /> : null}
        {schedule.text ? <p className="line-clamp-2 break-words text-muted">“{schedule.text}”</p> : null}
        {schedule.next_at ? <p className="text-muted tabular-nums">{t('schedules.nextAt', { time: moment(schedule.next_at, schedule.time_zone) })}</p> : null}
        {schedule.last ? (
          <p className="text-muted tabular-nums">
            {t('schedules.lastAt', { result: result(schedule.last), time: moment(schedule.last.planned_at, schedule.time_zone) })}
          </p>
        ) : null}
      </div>
      <RowMenu schedule={schedule} name={name} />
    </div>
  )
}

/** Nothing where the lead is gone, or is not this person's to see. */
function Recipient({ leadId }: { leadId: string }) {
  const { t } = useTranslation()
  const may = useMay('leads.read')
  const lead = useQuery({ ...leadQuery(leadId), enabled: may })
  return lead.data ? <p className="truncate text-muted">{t('schedules.to', { name: leadName(lead.data) ?? lead.data.chat_id })}</p> : null
}

function RowMenu({ schedule, name }: { schedule: Schedule; name: string }) {
  const { t } = useTranslation()
  const toast = useToast()
  const errorText = useErrorText()
  const { result } = useScheduleText()
  const may = useMay('schedules.write') && isLive(schedule)
  const [cancelling, setCancelling] = useState(false)
  const edit = useOpened('edit')
  const history = useOpened('history')
  const change = useChangeSchedule()
  const run = useRunNow()
  const failed = (error: Error) => toast({ title: t('schedules.changeFailed'), description: errorText(error), tone: 'danger' })
  const turn = schedule.state === 'paused' ? 'resume' : 'pause'
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" busy={change.isPending || run.isPending} aria-label={`${t('schedules.menu')}: ${name}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => history.open(schedule.id)}>{t('schedules.history')}</MenuItem>
          {may ? (
            <>
              <MenuItem onSelect={() => edit.open(schedule.id)}>{t('schedules.edit')}</MenuItem>
              <MenuItem onSelect={() => change.mutate({ id: schedule.id, verb: turn }, { onError: failed })}>{t(`schedules.${turn}`)}</MenuItem>
              <MenuItem
                onSelect={() =>
                  run.mutate(schedule.id, { onSuccess: (came) => toast({ title: t('schedules.ran', { result: result(came) }) }), onError: failed })
                }
              >
                {t('schedules.runNow')}
              </MenuItem>
              <MenuItem onSelect={() => setCancelling(true)}>{t('schedules.cancel')}</MenuItem>
            </>
          ) : null}
        </MenuContent>
      </Menu>
      {cancelling ? (
        <ConfirmDialog
          title={t('schedules.cancelTitle')}
          description={t('schedules.cancelText')}
          confirm={t('schedules.cancel')}
          busy={change.isPending}
          error={change.error}
          errorTitle={t('schedules.changeFailed')}
          onConfirm={() => change.mutate({ id: schedule.id, verb: 'cancel' }, { onSuccess: () => setCancelling(false) })}
          onClose={() => setCancelling(false)}
        />
      ) : null}
    </>
  )
}
