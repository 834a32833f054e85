import type { QueryClient } from '@tanstack/react-query'

import { query, request } from '@/lib/api/http'
import { meQuery } from '@/lib/api/queries'
import type { Lead, Page } from '@/lib/api/types'

/** Older than any lead. */
const EVER = '2020-01-01'

/** Where somebody belongs after signing in: sellers sell; who runs bots is welcomed until the first lead is qualified. */
export async function landing(client: QueryClient): Promise<'/sales' | '/welcome' | '/overview'> {
  const { powers } = await client.query({ ...meQuery, staleTime: 'static' })
  if (!powers.includes('bots.read')) return '/sales'
  const { items } = await request<Page<Lead>>(`/leads${query({ by: 'qualified', from: EVER, limit: 1 })}`)
  return items.length > 0 ? '/overview' : '/welcome'
}
