import { createContext, useContext, type ReactNode } from 'react'

import { useMay } from '@/lib/powers'

import { useAlerts, type Alerts } from './use-alerts'

const AlertsContext = createContext<Alerts | null>(null)

/** Listens for new qualified leads on whatever page one is, once; `onOpen` leads to a lead. */
export function AlertsProvider({ onOpen, children }: { onOpen: (leadId: string) => void; children: ReactNode }) {
  const alerts = useAlerts(useMay('messages.send'), onOpen)
  return <AlertsContext value={alerts}>{children}</AlertsContext>
}

/** The lead that has just qualified, until somebody looks at it. */
export function useFreshLead(): Alerts {
  const alerts = useContext(AlertsContext)
  if (!alerts) throw new Error('useFreshLead needs an AlertsProvider above it')
  return alerts
}
