import { QueryCache, QueryClient } from '@tanstack/react-query'

import { isSignedOut, isTransient } from './http'
import { keys } from './queries'

const TRIES = 3

/**
 * The cache of answers. What the socket keeps fresh needs no asking again; what may pass by itself is tried again.
 * `onSignedOut` is called when somebody who was signed in turns out not to be any more.
 */
export function createQueryClient(onSignedOut?: () => void): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!isSignedOut(error) || client.getQueryData(keys.me) === undefined) return
        if (client.isMutating({ mutationKey: keys.newSignIn }) === 0) onSignedOut?.()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Without a network a question fails and the page says so; by default it would wait, and the page with it.
        networkMode: 'always',
        retry: (failures, error) => failures < TRIES && isTransient(error),
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
      },
      mutations: { retry: false },
    },
  })
  return client
}

/** Forgets all that was cached for the person who was signed in. */
export function forgetPerson(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.config[0] })
  client.getMutationCache().clear()
}
