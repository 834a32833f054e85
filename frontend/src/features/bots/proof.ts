import type { TFunction } from 'i18next'

import type { Session } from '@/lib/api/types'
import { ago, duration } from '@/lib/time'

type Health = NonNullable<Session['health']>

/** What the newest probe found, as sentences: the API says the same in English only. */
export function proofInWords(health: Health, language: string, now: number, t: TFunction): string[] {
  const sentences = [
    t('health.answered', { time: duration(health.answer_ms, language), ago: ago(health.checked_at, language, now) }),
    health.last_event_at ? t('health.heard', { ago: ago(health.last_event_at, language, now) }) : t('health.nothingHeard'),
    health.messages_waiting > 0 ? t('health.waiting', { count: health.messages_waiting }) : t('health.nothingWaits'),
  ]
  if (health.messages_unacked > 0) {
    sentences.push(t('health.unacked', { count: health.messages_unacked, time: duration(health.oldest_unacked_ms, language) }))
  }
  if (health.echoes_lost > 0) sentences.push(t('health.echoesLost', { count: health.echoes_lost }))
  if (health.events_waiting > 0) sentences.push(t('health.eventsWaiting', { count: health.events_waiting }))
  if (health.unreadable > 0) sentences.push(t('health.unreadable', { count: health.unreadable }))
  if (health.lost > 0) sentences.push(t('health.lost', { count: health.lost }))
  if (health.gaps > 0) sentences.push(t('health.gaps', { count: health.gaps }))
  if (health.profile_overgrown) sentences.push(t('health.overgrown', { size: Math.round((health.profile_bytes ?? 0) / 1e6) }))
  return sentences
}

/** For how long something has gone on, in its two largest units: 2 days 4 hours. */
export function uptime(since: string, language: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000))
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([count]) => count > 0)
  const words = shown.map(([count, unit]) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
  return words.join(' ')
}
