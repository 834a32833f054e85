import { useState } from 'react'

import type { Session } from './api/types'
import { useNow } from './use-now'

/** WhatsApp shows the first code for a minute and each later one for twenty seconds. */
const FIRST_MS = 60_000
const LATER_MS = 20_000

/** How long the code that is shown now will stay, in whole seconds and as a fraction of its life. */
export function useQrRemaining({ qr, qr_at: at, since }: Session): { seconds: number; fraction: number } {
  const now = useNow(1000)
  // The clocks of server and browser may differ: a code that appears under our eyes starts now.
  const [seen, setSeen] = useState(() => ({ qr, at: at ? Math.min(Date.parse(at), Date.now()) : Date.now() }))
  if (seen.qr !== qr) setSeen({ qr, at: now })
  const first = at !== null && Date.parse(at) - Date.parse(since) < 2000
  const life = first ? FIRST_MS : LATER_MS
  const left = Math.max(0, Math.min(life, seen.at + life - now))
  return { seconds: Math.ceil(left / 1000), fraction: left / life }
}
