import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { EventEnvelope, Lead, Message } from '@/lib/api/types'
import { leadName } from '@/lib/lead'
import { useMe } from '@/lib/powers'
import { useRealtime } from '@/lib/realtime/context'
import { useIsNews } from '@/lib/realtime/use-is-news'

import { chime } from './chime'
import { notificationPermission, useAlertPreferences, type AlertPreferences } from './preferences'
import { mayRing } from './ring'

export interface Alerts {
  /** The newest lead that qualified while the page was open, until it is looked at. */
  fresh: Lead | null
  /** Takes the announcement away. */
  seen: () => void
}

/**
 * Tells of new qualified leads by a quiet sound and on the desktop, and counts in the tab's title what came while one was away.
 * Who doesn't sell is told in the page alone.
 */
export function useAlerts(sells: boolean, onOpen: (leadId: string) => void): Alerts {
  const { user } = useMe()
  const { listen } = useRealtime()
  const [preferences] = useAlertPreferences()
  const [fresh, setFresh] = useState<Lead | null>(null)
  const [missed, setMissed] = useState(0)
  const seen = useCallback(() => setFresh(null), [])
  const ring = useRing(preferences, (leadId) => {
    seen()
    onOpen(leadId)
  })
  const isNews = useIsNews()
  const hear = useEffectEvent(({ type, data, time }: EventEnvelope) => {
    if (!isNews(time)) return
    if (sells && document.hidden && (type === 'lead.qualified' || isForMe(type, data))) setMissed((count) => count + 1)
    if (type === 'lead.assigned') {
      const { id, assigned_to: holder } = data.lead as Lead
      if (holder !== user.id) setFresh((lead) => (lead?.id === id ? null : lead))
    }
    if (type === 'lead.closed' || type === 'lead.merged') setFresh((lead) => (lead?.id === (data.lead as Lead).id ? null : lead))
    if (type !== 'lead.qualified') return
    const lead = data.lead as Lead
    if (lead.assigned_to !== null && lead.assigned_to !== user.id) return
    setFresh(lead)
    if (sells) void ring(lead)
  })
  useEffect(() => listen((event) => hear(event)), [listen])
  const looked = useCallback(() => setMissed(0), [])
  useTitleCount(missed, looked)
  return { fresh, seen }
}

/** Sounds and notifies, in one of the tabs that one has open, as one chose. */
function useRing({ sound, desktop }: AlertPreferences, onOpen: (leadId: string) => void): (lead: Lead) => Promise<void> {
  const { t } = useTranslation()
  return async (lead) => {
    if (!sound && !desktop) return
    if (!(await mayRing(lead.id))) return
    if (sound) chime()
    if (!desktop || !document.hidden || notificationPermission() !== 'granted') return
    const shown = new Notification(t('news.qualified'), { body: leadName(lead) ?? t('lead.unnamed'), tag: lead.id, silent: true })
    shown.onclick = () => {
      window.focus()
      onOpen(lead.id)
      shown.close()
    }
  }
}

function isForMe(type: string, data: Record<string, unknown>): boolean {
  return type === 'message.received' && (data.message as Message).direction === 'in'
}

const plainTitle = () => document.title.replace(/^\(\d+\) /, '')

/** "(2) Flotilla" while there is something one has not seen, whatever the page calls itself; gone as soon as one looks. */
function useTitleCount(count: number, onSeen: () => void): void {
  useEffect(() => {
    if (count === 0) return
    const mark = () => {
      const marked = `(${count}) ${plainTitle()}`
      if (document.title !== marked) document.title = marked
    }
    mark()
    const observer = new MutationObserver(mark)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      document.title = plainTitle()
    }
  }, [count])
  useEffect(() => {
    const onVisible = () => {
      if (!document.hidden) onSeen()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => document.removeEventListener('visibilitychange', onVisible)
  }, [onSeen])
}
