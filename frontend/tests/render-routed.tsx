import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Link, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'

import { ToastProvider } from '@/components/ui/toast'
import { createQueryClient } from '@/lib/api/client'
import { keys } from '@/lib/api/queries'
import type { Me } from '@/lib/api/types'

import { me } from './samples'

interface Options {
  as?: Me
  /** The address that one comes to. */
  at?: string
  /** Puts into the cache what is there before the page is. */
  prepare?: (client: QueryClient) => void
}

/** Renders a page within a router that has one more page to leave to, by the link "Elsewhere". */
export async function renderRouted(page: () => ReactNode, { as = me(), at = '/', prepare }: Options = {}) {
  const client = createQueryClient()
  client.setDefaultOptions({ queries: { retry: false } })
  client.setQueryData(keys.me, as)
  prepare?.(client)
  const root = createRootRoute()
  const here = () => (
    <>
      <Link to={'/elsewhere' as '/'}>Elsewhere</Link>
      {page()}
    </>
  )
  const tree = root.addChildren([
    createRoute({ getParentRoute: () => root, path: '/', component: here }),
    createRoute({ getParentRoute: () => root, path: '/elsewhere', component: () => <p>Another page</p> }),
  ])
  const router = createRouter({ routeTree: tree, history: createMemoryHistory({ initialEntries: [at] }) })
  await router.load()
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        {/* The pages' own router is the one that types know. */}
        <RouterProvider router={router as never} />
      </ToastProvider>
    </QueryClientProvider>,
  )
  return { client, router }
}
