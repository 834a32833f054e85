import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { directoryQuery, type InboxFilter } from '@/lib/api/queries'

interface SinceChipProps {
  filter: InboxFilter
  onClear: () => void
}

/** What the list is narrowed down to beside a search, and the way back to all of it. */
export function SinceChip({ filter: { from, bot_id: botId, what = 'said' }, onClear }: SinceChipProps) {
  const { t, i18n } = useTranslation()
  const bot = useQuery({ ...directoryQuery, enabled: botId !== undefined }).data?.bots.find(({ id }) => id === botId)?.name
  if (!from && !botId) return null
  // A day has no time zone: read as one of UTC, it stays the same day.
  const day = from ? new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(from)) : null
  const parts = [day ? t(`inbox.since.${what}`, { day }) : null, bot ?? null]
  return (
    <p className="flex shrink-0 items-center gap-2 border-b bg-sunken px-3 py-1.5 text-[0.8125rem]">
      <span className="min-w-0 flex-1">{parts.filter(Boolean).join(' · ')}</span>
      <button type="button" aria-label={t('inbox.since.clear')} className="grid size-6 place-items-center rounded text-muted hover:bg-surface" onClick={onClear}>
        <X aria-hidden className="size-4" />
      </button>
    </p>
  )
}
