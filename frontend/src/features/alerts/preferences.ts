import { useSyncExternalStore } from 'react'

import { remember, remembered } from '@/lib/storage'

/** What people chose about being told of news; `asked`: whether the calm question was answered. */
export interface AlertPreferences {
  sound: boolean
  desktop: boolean
  asked: boolean
}

const KEY = 'flotilla.alerts'
const DEFAULTS: AlertPreferences = { sound: true, desktop: false, asked: false }
const listeners = new Set<() => void>()
let current: AlertPreferences | null = null

function read(): AlertPreferences {
  if (current) return current
  try {
    current = { ...DEFAULTS, ...(JSON.parse(remembered(KEY) ?? '{}') as Partial<AlertPreferences>) }
  } catch {
    // It holds what another version wrote: the defaults are right then.
    current = DEFAULTS
  }
  return current
}

function write(change: Partial<AlertPreferences>): void {
  current = { ...read(), ...change }
  remember(KEY, JSON.stringify(current))
  listeners.forEach((listener) => listener())
}

// What was chosen in another tab holds in this one: only one of them rings.
window.addEventListener('storage', ({ key }) => {
  if (key !== KEY && key !== null) return
  current = null
  listeners.forEach((listener) => listener())
})

/** What was chosen, and a way to choose otherwise. */
export function useAlertPreferences(): [AlertPreferences, (change: Partial<AlertPreferences>) => void] {
  const preferences = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)
  return [preferences, write]
}

/** Whether the browser can show desktop notifications, and whether it was allowed to. */
export function notificationPermission(): NotificationPermission | 'unsupported' {
  return 'Notification' in window ? Notification.permission : 'unsupported'
}

/** Asks the browser's own question. Call it on a press of a button only: else browsers refuse for good. */
export async function allowNotifications(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted'
}
