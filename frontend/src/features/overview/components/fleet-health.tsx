import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { SessionBadge } from '@/components/shared/session-badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { BotWithSession } from '@/lib/api/types'
import { HEALTH_DOTS, HEALTHS, healthOf } from '@/lib/bot-health'
import { cn } from '@/lib/cn'
import { useSessionText } from '@/lib/session-text'

const MOST_SHOWN = 5

/** How many bots work, each number with the way to those bots; those that don't work by name, with the reason. */
export function FleetHealth({ bots }: { bots: BotWithSession[] }) {
  const { t } = useTranslation()
  const sessionText = useSessionText()
  const troubled = bots.filter((bot) => ['waiting', 'failed'].includes(healthOf(bot)))
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('overview.bots')}</CardTitle>
        <Link to="/bots" className="text-[0.8125rem] text-accent-text underline-offset-4 hover:underline">
          {t('overview.allBots')}
        </Link>
      </CardHeader>
      <CardContent className="space-y-4">
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {HEALTHS.map((health) => (
            <div key={health} className="relative -m-2 rounded-lg p-2 transition-colors hover:bg-sunken">
              <dt className="flex items-center gap-2 text-[0.8125rem] text-muted">
                <span aria-hidden className={cn('size-2 rounded-full', HEALTH_DOTS[health])} />
                <Link to="/bots" search={{ health }} className="after:absolute after:inset-0 after:rounded-lg">
                  {t(`botHealth.${health}`)}
                </Link>
              </dt>
              <dd className="text-xl font-semibold tabular-nums">{bots.filter((bot) => healthOf(bot) === health).length}</dd>
            </div>
          ))}
        </dl>
        {troubled.length > 0 ? (
          <ul aria-label={t('overview.troubled')} className="-mb-2 divide-y border-t">
            {troubled.slice(0, MOST_SHOWN).map((bot) => (
              <li key={bot.id} className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
                <div className="min-w-0">
                  <p className="font-medium">
                    <Link to="/bots/$botId" params={{ botId: bot.id }} className="after:absolute after:inset-0 hover:underline">
                      {bot.name}
                    </Link>
                  </p>
                  <p className="text-[0.8125rem] text-muted">{sessionText(bot.session)}</p>
                </div>
                <SessionBadge session={bot.session} />
              </li>
            ))}
          </ul>
        ) : null}
        {troubled.length > MOST_SHOWN ? <p className="text-[0.8125rem] text-muted">{t('overview.moreTroubled', { count: troubled.length - MOST_SHOWN })}</p> : null}
      </CardContent>
    </Card>
  )
}
