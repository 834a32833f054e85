import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { directoryQuery } from '@/lib/api/queries'
import type { LeadWithChat, NamedBot } from '@/lib/api/types'
import { useMe } from '@/lib/powers'
import { full } from '@/lib/time'

/** What happened to the lead so far, the newest last. */
export function History({ lead, bot }: { lead: LeadWithChat; bot: NamedBot | undefined }) {
  const { t, i18n } = useTranslation()
  const { user } = useMe()
  const people = useQuery(directoryQuery).data?.people
  const name = (id: string | null) => (id === user.id ? t('owner.you') : (people?.find((one) => one.id === id)?.name ?? t('owner.gone')))
  const steps: [string | null, string][] = [
    [lead.created_at, bot ? t('history.createdAt', { bot: bot.name }) : t('history.created')],
    [lead.qualified_at, t('history.qualified')],
    [lead.assigned_at, t('history.assigned', { name: name(lead.assigned_to), by: name(lead.assigned_by) })],
    [lead.chat.mode === 'human' ? lead.chat.since : null, t('history.takenOver', { name: lead.chat.by === 'phone' || lead.chat.by === 'customer' ? t(`history.${lead.chat.by}`) : name(lead.chat.by) })],
    [lead.chat.back_at, lead.chat.back_by === 'timer' ? t('history.backByTimer') : t('history.back', { name: name(lead.chat.back_by) })],
    [lead.closed_at, t('history.closed', { name: name(lead.closed_by) })],
  ]
  const known = steps.flatMap(([at, text]) => (at ? [{ at, text }] : [])).sort((one, other) => one.at.localeCompare(other.at))
  return (
    <section aria-label={t('history.title')} className="space-y-2.5">
      <h2 className="font-semibold">{t('history.title')}</h2>
      <ol className="space-y-2.5 border-l pl-3.5">
        {known.map(({ at, text }) => (
          <li key={at + text} className="relative text-[0.8125rem] before:absolute before:top-1.5 before:-left-[1.125rem] before:size-2 before:rounded-full before:bg-border-strong">
            {text}
            <time dateTime={at} className="block text-xs text-muted">
              {full(at, i18n.language)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  )
}
