/** Of several tabs of one person, one rings: the claims are made one after the other, and what was claimed is remembered. */

import { remember, remembered } from '@/lib/storage'

const KEY = 'flotilla.rung'
const LOCK = 'flotilla.ring'
const REMEMBERED = 50
/** A tab in sight goes first; a browser keeps tabs silent that nobody has touched, so these come last. */
const HIDDEN_WAITS_MS = 300
const UNTOUCHED_WAITS_MS = 600

function patience(): number {
  const touched = 'userActivation' in navigator ? navigator.userActivation.hasBeenActive : true
  return (document.hidden ? HIDDEN_WAITS_MS : 0) + (touched ? 0 : UNTOUCHED_WAITS_MS)
}

function claimed(): string[] {
  try {
    const known: unknown = JSON.parse(remembered(KEY) ?? '[]')
    return Array.isArray(known) ? known.map(String) : []
  } catch {
    // It holds what another version wrote: nothing is known then.
    return []
  }
}

function claim(leadId: string): boolean {
  const known = claimed()
  if (known.includes(leadId)) return false
  remember(KEY, JSON.stringify([...known, leadId].slice(-REMEMBERED)))
  return true
}

/** Whether this tab is the one to tell of the lead; the others of this browser, and later repetitions, hear no. */
export async function mayRing(leadId: string): Promise<boolean> {
  const wait = patience()
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  // Browsers offer locks to pages that came over a safe connection; without them two tabs at once may both ring.
  return 'locks' in navigator ? navigator.locks.request(LOCK, () => claim(leadId)) : claim(leadId)
}
