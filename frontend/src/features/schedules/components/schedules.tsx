import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import type { BotWithSession } from '@/lib/api/types'
import { useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'

import { useTurnOn } from '../api/schedules'
import { OpenedSchedule } from './opened-schedule'
import { ScheduleList } from './schedule-list'

interface SchedulesProps {
  /** Whose schedules; without it the whole workspace's. */
  bot?: BotWithSession
  bots: BotWithSession[]
}

/** The schedules of a bot or of a workspace: the list, and the form over it. */
export function Schedules({ bot, bots }: SchedulesProps) {
  const { t } = useTranslation()
  const may = useMay('schedules.write')
  const form = useOpened('new')
  const ready = (bot ? [bot] : bots).filter(({ features }) => features.scheduling)
  return (
    <div className="space-y-4">
      {bot && !bot.features.scheduling ? <SchedulingOff bot={bot} /> : null}
      {!bot && bots.length > 0 && ready.length === 0 ? <Alert tone="info" title={t('schedules.noBots')} /> : null}
      <Card>
        <CardHeader>
          <CardTitle>{t('schedules.title')}</CardTitle>
          {may && ready.length > 0 ? (
            <Button size="sm" onClick={() => form.open(true)}>
              <Plus aria-hidden />
              {t('schedules.create')}
            </Button>
          ) : null}
        </CardHeader>
        <ScheduleList botId={bot?.id} bots={bots} />
      </Card>
      <OpenedSchedule bots={bots} ready={ready} />
    </div>
  )
}

function SchedulingOff({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const turnOn = useTurnOn(bot.id)
  const may = useMay('bots.write')
  return (
    <>
      <Alert
        tone="info"
        title={t('schedules.offTitle')}
        action={
          may ? (
            <Button size="sm" variant="outline" busy={turnOn.isPending} onClick={() => turnOn.mutate()}>
              {t('schedules.turnOn')}
            </Button>
          ) : undefined
        }
      >
        {t('schedules.offText')}
      </Alert>
      {turnOn.error ? <ErrorState error={turnOn.error} title={t('schedules.turnOnFailed')} /> : null}
    </>
  )
}
