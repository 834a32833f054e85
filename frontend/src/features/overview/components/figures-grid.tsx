import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { useMay } from '@/lib/powers'

import { change, sent } from '../figures'
import type { Metrics } from '../types'
import { useNumberText, type Unit } from '../use-number-text'
import { Stat } from './stat'

const WHOLE = 'after:absolute after:inset-0 after:rounded-xl'

interface FiguresGridProps {
  metrics: Metrics
  /** The one bot that is counted; without it all are. */
  bot?: string
}

/** The numbers of the span, each with its change and the way to what it counts. */
export function FiguresGrid({ metrics, bot }: FiguresGridProps) {
  const { t } = useTranslation()
  const { number, percent } = useNumberText()
  const mayPay = useMay('billing')
  const [now, before] = [metrics.totals, metrics.previous.totals]
  const leads = { from: metrics.from, to: metrics.to, ...(bot === undefined ? {} : { bot_id: bot }) }
  // The span ends today: what happened since its first day is what happened in it.
  const chats = { from: metrics.from, ...(bot === undefined ? {} : { bot_id: bot }) }
  const all = (counts: typeof now) => counts.messages.in + sent(counts)
  const compared = (value: (counts: typeof now) => number | null, unit?: Unit) => ({
    value: number(value(now), unit),
    before: number(value(before), unit),
    change: change(value(now), value(before)),
  })
  const slowest = (answers: { p90_seconds: number | null }) =>
    answers.p90_seconds === null ? undefined : t('overview.detail.answers', { p90: number(answers.p90_seconds, 'seconds') })
  return (
    <ul aria-label={t('overview.figures')} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Stat
        label={<Link to="/sales" search={chats} className={WHOLE}>{t('overview.figure.messages')}</Link>}
        detail={t('overview.detail.messages', { received: number(now.messages.in), sent: number(sent(now)) })}
        {...compared(all)}
      />
      <Stat
        label={<Link to="/leads" search={leads} className={WHOLE}>{t('overview.figure.leads')}</Link>}
        detail={t('overview.detail.leads')}
        good="up"
        {...compared((counts) => counts.leads.created)}
      />
      <Stat
        label={<Link to="/leads" search={{ ...leads, by: 'qualified' }} className={WHOLE}>{t('overview.figure.qualified')}</Link>}
        detail={t('overview.detail.qualified')}
        good="up"
        {...compared((counts) => counts.leads.qualified)}
      />
      <Stat
        label={<Link to="/leads" search={{ ...leads, by: 'closed', status: 'won' }} className={WHOLE}>{t('overview.figure.conversion')}</Link>}
        value={percent(now.leads.conversion)}
        before={percent(before.leads.conversion)}
        change={change(now.leads.conversion, before.leads.conversion)}
        detail={t('overview.detail.conversion', { won: number(now.leads.won), created: number(now.leads.created) })}
        good="up"
      />
      <Stat
        label={<Link to="/sales" search={{ ...chats, what: 'bot_answer' }} className={WHOLE}>{t('overview.figure.answers')}</Link>}
        detail={slowest(now.answers.bot)}
        good="down"
        {...compared((counts) => counts.answers.bot.median_seconds, 'seconds')}
      />
      <Stat
        label={<Link to="/sales" search={{ ...chats, what: 'person_answer' }} className={WHOLE}>{t('overview.figure.people')}</Link>}
        detail={slowest(now.answers.person)}
        good="down"
        {...compared((counts) => counts.answers.person.median_seconds, 'seconds')}
      />
      <Stat
        label={<Link to="/sales" search={{ ...chats, what: 'handover' }} className={WHOLE}>{t('overview.figure.handovers')}</Link>}
        detail={t('overview.detail.handovers')}
        {...compared((counts) => counts.handovers)}
      />
      <Stat
        label={mayPay ? <Link to="/billing" className={WHOLE}>{t('overview.figure.cost')}</Link> : t('overview.figure.cost')}
        detail={t('overview.detail.cost', { replies: number(now.model.replies), offline: number(now.model.offline_replies) })}
        {...compared((counts) => counts.model.cost, 'dollars')}
      />
    </ul>
  )
}
