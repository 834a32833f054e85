import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { SessionBadge } from '@/components/shared/session-badge'
import { SuspendedBadge } from '@/components/shared/suspended-badge'
import { VirtualList } from '@/components/shared/virtual-list'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { BotWithSession } from '@/lib/api/types'
import { formatDigits } from '@/lib/phone'
import { useSessionText } from '@/lib/session-text'

import { SessionActions } from './session-actions'

/** How high a row is where its parts stand beside each other, in pixels; the skeleton's are as high. */
const ROW_HEIGHT = 84

const idOf = ({ id }: BotWithSession) => id

/** All bots with their live state, why they are in it, and what can be done. */
export function BotList({ bots }: { bots: BotWithSession[] }) {
  const { t } = useTranslation()
  return (
    <Card>
      <VirtualList label={t('bots.title')} items={bots} idOf={idOf} estimate={ROW_HEIGHT} divided>
        {(bot) => <BotRow bot={bot} />}
      </VirtualList>
    </Card>
  )
}

function BotRow({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const sessionText = useSessionText()
  return (
    <div className="relative flex flex-col gap-3 p-4 transition-colors hover:bg-sunken/50 sm:flex-row sm:items-center">
      <div className="min-w-0 flex-1 space-y-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="font-semibold">
            <Link to="/bots/$botId" params={{ botId: bot.id }} className="after:absolute after:inset-0">
              {bot.name}
            </Link>
          </h2>
          <SessionBadge session={bot.session} />
          <SuspendedBadge bot={bot} />
          {bot.answering === 'paused' ? <Badge tone="warning">{t('answering.paused')}</Badge> : null}
        </div>
        <p className="min-h-5 text-muted">{sessionText(bot.session)}</p>
      </div>
      <div className="flex items-center justify-between gap-4 sm:justify-end">
        <span className="text-muted tabular-nums">{bot.session.phone ? formatDigits(bot.session.phone) : t('bots.noPhone')}</span>
        <div className="relative flex items-center gap-1">
          <SessionActions bot={bot} />
          <ChevronRight aria-hidden className="hidden size-4 text-muted sm:block" />
        </div>
      </div>
    </div>
  )
}

export function BotListSkeleton() {
  return (
    <div className="divide-y rounded-xl border bg-surface shadow-card" aria-hidden>
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex h-[5.25rem] items-center justify-between p-4">
          <div className="space-y-2.5">
            <Skeleton className="h-4 w-44" />
            <Skeleton className="h-3.5 w-72 max-w-[60vw]" />
          </div>
          <Skeleton className="hidden h-8 w-28 sm:block" />
        </div>
      ))}
    </div>
  )
}
