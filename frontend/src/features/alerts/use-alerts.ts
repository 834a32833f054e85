import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Lead, Message } from '@/lib/api/types'
import { leadName } from '@/lib/lead'
import { useMe } from '@/lib/powers'
import { useRealtime } from '@/lib/realtime/context'

import { chime } from './chime'
import { notificationPermission, useAlertPreferences } from './preferences'

interface Alerts {
  /** The newest lead that qualified while the page was open, until it is looked at. */
  fresh: Lead | null
  /** Takes the announcement away. */
  seen: () => void
}

/** Tells of new qualified leads by a quiet sound and on the desktop, and counts in the tab's title what came while one was away. */
export function useAlerts(onOpen: (leadId: string) => void): Alerts {
  const { t } = useTranslation()
  const { user } = useMe()
  const { listen } = useRealtime()
  const [preferences] = useAlertPreferences()
  const [fresh, setFresh] = useState<Lead | null>(null)
  const [missed, setMissed] = useState(0)
  // What was caught up after a pause is no news any more.
  const [opened] = useState(() => new Date().toISOString())
  useEffect(
    () =>
      listen(({ type, data, time }) => {
        if (time < opened) return
        if (document.hidden && (type === 'lead.qualified' || isForMe(type, data))) setMissed((count) => count + 1)
        if (type === 'lead.assigned') {
          const { id, assigned_to: holder } = data.lead as Lead
          if (holder !== user.id) setFresh((lead) => (lead?.id === id ? null : lead))
        }
        if (type !== 'lead.qualified') return
        const lead = data.lead as Lead
        if (lead.assigned_to !== null && lead.assigned_to !== user.id) return
        setFresh(lead)
        if (preferences.sound) chime()
        if (preferences.desktop && document.hidden && notificationPermission() === 'granted') {
          const shown = new Notification(t('news.qualified'), { body: leadName(lead) ?? t('lead.unnamed'), tag: lead.id, silent: true })
          shown.onclick = () => {
            window.focus()
            onOpen(lead.id)
            shown.close()
          }
        }
      }),
    [listen, preferences, opened, user.id, onOpen, t],
  )
  useTitleCount(missed, () => setMissed(0))
  return { fresh, seen: () => setFresh(null) }
}

function isForMe(type: string, data: Record<string, unknown>): boolean {
  return type === 'message.received' && (data.message as Message).direction === 'in'
}

/** "(2) Flotilla" while there is something one has not seen; gone as soon as one looks. */
function useTitleCount(count: number, onSeen: () => void): void {
  useEffect(() => {
    const plain = document.title.replace(/^\(\d+\) /, '')
    document.title = count > 0 ? `(${count}) ${plain}` : plain
    const onVisible = () => {
      if (!document.hidden) onSeen()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      document.title = plain
    }
  })
}
