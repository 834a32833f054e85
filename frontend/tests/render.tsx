import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'

import { createQueryClient } from '@/lib/api/client'
import { keys } from '@/lib/api/queries'
import type { Me } from '@/lib/api/types'

import { me } from './samples'

/** Renders within the providers that pages have, with somebody signed in; returns the cache, and how to take it away again. */
export function renderPage(page: ReactNode, { as = me() }: { as?: Me } = {}): { client: QueryClient; unmount: () => void } {
  const client = createQueryClient()
  client.setDefaultOptions({ queries: { retry: false } })
  client.setQueryData(keys.me, as)
  const { unmount } = render(<QueryClientProvider client={client}>{page}</QueryClientProvider>)
  return { client, unmount }
}
