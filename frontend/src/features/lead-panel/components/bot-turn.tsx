import { Bot, BotOff, Headset } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { LeadWithChat } from '@/lib/api/types'
import { useErrorText } from '@/lib/error-text'
import { useMay } from '@/lib/powers'
import { brief, clock, dayKey, weekdayAndClock } from '@/lib/time'
import { useNow } from '@/lib/use-now'

import { useStep, type Step } from '../api/sell'

/** Who answers the chat, until when, and to change that. */
export function BotTurn({ lead: { id, chat } }: { lead: LeadWithChat }) {
  const { t, i18n } = useTranslation()
  const may = useMay('leads.write')
  const step = useStep(id)
  const toast = useToast()
  const text = useErrorText()
  const now = useNow(30_000)
  const run = (what: Step) => step.mutate(what, { onError: (error) => toast({ tone: 'danger', title: t('turn.failed'), description: text(error) }) })
  const human = chat.mode === 'human'
  const paused = !human && chat.paused_at !== null
  const until = human ? chat.human_until : null
  const moment = (iso: string) => (dayKey(new Date(now).toISOString()) === dayKey(iso) ? clock(iso, i18n.language) : weekdayAndClock(iso, i18n.language))
  return (
    <section aria-label={t('turn.title')} className="space-y-2.5">
      <h2 className="font-semibold">{t('turn.title')}</h2>
      <p className="flex items-start gap-2">
        {human ? <Headset aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-text" /> : paused ? <BotOff aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" /> : <Bot aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />}
        <span>{human ? t('turn.human') : paused ? t('turn.paused') : t('turn.bot')}</span>
      </p>
      {human ? (
        <p className="text-[0.8125rem] text-muted tabular-nums">
          {until ? t('turn.until', { time: moment(until), left: brief(Math.max(0, Date.parse(until) - now), i18n.language) }) : t('turn.never')}
        </p>
      ) : null}
      {may ? (
        <div className="flex flex-wrap gap-2">
          {human ? (
            <Button variant="outline" size="sm" busy={step.isPending} onClick={() => run('handback')}>
              {t('turn.handBack')}
            </Button>
          ) : paused ? (
            <Button variant="outline" size="sm" busy={step.isPending} onClick={() => run('resume')}>
              {t('turn.resume')}
            </Button>
          ) : (
            <Button variant="outline" size="sm" busy={step.isPending} onClick={() => run('pause')}>
              {t('turn.pause')}
            </Button>
          )}
        </div>
      ) : null}
    </section>
  )
}
