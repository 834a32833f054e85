import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { directoryQuery } from '@/lib/api/queries'

import { WEEKDAYS, type Odd, type Run, type Weekday, type When } from './types'

/** A Monday; the names of the days are made of the week that it begins. */
const MONDAY = Date.UTC(2026, 0, 5)

/** What schedules do and when, in the reader's language. Times are those of the schedule's zone. */
export function useScheduleText() {
  const { t, i18n } = useTranslation()
  const directory = useQuery(directoryQuery)
  const person = (userId: string) => directory.data?.people.find(({ id }) => id === userId)?.name ?? null
  const byHand = (userId: string) => {
    const name = person(userId)
    return name ? t('schedules.byPerson', { name }) : t('schedules.byHand')
  }
  const dayName = (day: Weekday) =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + WEEKDAYS.indexOf(day) * 86_400_000)
  const local = (text: string) =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(`${text}:00Z`))
  const moment = (iso: string, zone: string) =>
    new Intl.DateTimeFormat(i18n.language, {
      weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short',
    }).format(new Date(iso))
  const clock = (iso: string, zone: string) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(new Date(iso))
  const when = (what: When) => {
    if (what.kind === 'once') return t('schedules.when.once', { time: local(what.at) })
    if (what.kind === 'cron') return t('schedules.when.cron', { expression: what.expression })
    const days = what.days.length === WEEKDAYS.length ? t('schedules.when.everyDay') : what.days.map((day) => dayName(day)).join(', ')
    return t('schedules.when.weekly', { days, time: what.time })
  }
  const result = ({ result: came, reason, by }: Run) =>
    [t(`schedules.states.${came}`), reason ? t(`schedules.reasons.${reason}`) : null, by ? byHand(by) : null].filter(Boolean).join(' – ')
  const odd = ({ kind, local: missing, runs_at: runsAt }: Odd, zone: string) => {
    const values = { local: local(missing), zone }
    if (kind === 'twice') return t('schedules.odd.twice', values)
    return runsAt ? t('schedules.odd.moved', { ...values, time: moment(runsAt, zone) }) : t('schedules.odd.skipped', values)
  }
  return { person, dayName, moment, clock, when, result, odd }
}
