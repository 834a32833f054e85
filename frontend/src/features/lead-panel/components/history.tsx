import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { LeadWithChat, NamedBot } from '@/lib/api/types'
import { full } from '@/lib/time'

import { historyQuery } from '../api/history'
import { useStepText } from '../use-step-text'

/** What happened to the lead so far, by people and by itself, the newest first. */
export function History({ lead, bot }: { lead: LeadWithChat; bot: NamedBot | undefined }) {
  const { t, i18n } = useTranslation()
  const history = useInfiniteQuery(historyQuery(lead.id))
  const text = useStepText(bot)
  const steps = history.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section aria-label={t('history.title')} className="space-y-2.5">
      <h2 className="font-semibold">{t('history.title')}</h2>
      {history.isPending ? <Skeleton className="h-24" /> : null}
      {history.isError && !history.data ? <ErrorState error={history.error} title={t('history.failed')} retry={() => void history.refetch()} /> : null}
      <ol aria-label={t('history.title')} className="space-y-2.5 border-l pl-3.5">
        {steps.map((step) => {
          const { title, details } = text(step)
          return (
            <li key={step.id} className="relative text-[0.8125rem] [overflow-wrap:anywhere] before:absolute before:top-1.5 before:-left-[1.125rem] before:size-2 before:rounded-full before:bg-border-strong">
              {title}
              {details.map((detail) => (
                <span key={detail} className="block text-muted">
                  {detail}
                </span>
              ))}
              <time dateTime={step.at} className="block text-xs text-muted">
                {full(step.at, i18n.language)}
              </time>
            </li>
          )
        })}
      </ol>
      {history.hasNextPage ? (
        <Button variant="outline" size="sm" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('history.earlier')}
        </Button>
      ) : null}
    </section>
  )
}
