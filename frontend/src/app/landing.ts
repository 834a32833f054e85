import type { QueryClient } from '@tanstack/react-query'

import { leadsQuery, meQuery } from '@/lib/api/queries'

/** Where somebody belongs after signing in: sellers sell; who runs bots is welcomed until the first lead is qualified. */
export async function landing(client: QueryClient): Promise<'/sales' | '/welcome' | '/leads'> {
  const { powers } = await client.query({ ...meQuery, staleTime: 'static' })
  if (!powers.includes('bots.read')) return '/sales'
  const { pages } = await client.infiniteQuery(leadsQuery({}))
  return pages.some(({ items }) => items.some(({ qualified_at: at }) => at !== null)) ? '/leads' : '/welcome'
}
