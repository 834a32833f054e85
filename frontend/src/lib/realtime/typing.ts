/** Who types in a chat, as far as events tell: nothing says for sure that somebody stopped, so each word of it runs out. */

import { useQuery, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { keys } from '@/lib/api/queries'
import type { Message } from '@/lib/api/types'

/** Who types when it is nobody of the team. */
export const CUSTOMER = 'customer'

/** WhatsApp tells once that somebody begins, and once that they stopped. */
const CUSTOMER_MS = 20_000
/** Pages of colleagues say it again every four seconds. */
const COLLEAGUE_MS = 7_000

export interface Typing {
  lead_id: string
  who: string
  state: 'composing' | 'recording' | 'paused'
}

interface Known {
  state: 'composing' | 'recording'
  until: number
}

type ByPerson = Record<string, Known>

/** Notes that somebody types, or stopped. */
export function mergeTyping(client: QueryClient, { lead_id: leadId, who, state }: Typing): void {
  client.setQueryData<ByPerson>(keys.typing(leadId), (known = {}) => {
    const others = Object.fromEntries(Object.entries(known).filter(([other]) => other !== who))
    if (state === 'paused') return others
    return { ...others, [who]: { state, until: Date.now() + (who === CUSTOMER ? CUSTOMER_MS : COLLEAGUE_MS) } }
  })
}

/** What somebody typed is there: they type no more. */
export function stopTyping(client: QueryClient, { lead_id: leadId, direction, author, created_at: at }: Message): void {
  if (leadId === null || Date.parse(at) < Date.now() - CUSTOMER_MS || !client.getQueryData(keys.typing(leadId))) return
  mergeTyping(client, { lead_id: leadId, who: direction === 'in' ? CUSTOMER : (author ?? ''), state: 'paused' })
}

/** Who types in a chat now: the customer, and the ids of colleagues. */
export function useTyping(leadId: string): { customer: Known['state'] | null; colleagues: string[] } {
  const { data } = useQuery<ByPerson>({ queryKey: keys.typing(leadId), queryFn: () => ({}), enabled: false })
  const [now, setNow] = useState(() => Date.now())
  const next = Math.min(...Object.values(data ?? {}).flatMap(({ until }) => (until > now ? [until] : [])))
  useEffect(() => {
    if (next === Infinity) return
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, next - Date.now()) + 20)
    return () => clearTimeout(timer)
  }, [next])
  const current = Object.entries(data ?? {}).filter(([, { until }]) => until > now)
  return {
    customer: current.find(([who]) => who === CUSTOMER)?.[1].state ?? null,
    colleagues: current.flatMap(([who]) => (who === CUSTOMER ? [] : [who])),
  }
}
