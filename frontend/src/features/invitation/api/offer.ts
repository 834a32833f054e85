import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { forgetPerson } from '@/lib/api/client'
import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { SignedIn } from '@/lib/api/types'
import type { Offer } from '@/lib/api/workspace-types'

const path = (token: string) => `/invitations/${encodeURIComponent(token)}`

export function offerQuery(token: string) {
  return queryOptions({ queryKey: keys.offer(token), queryFn: ({ signal }) => request<Offer>(path(token), { signal }) })
}

export interface Acceptance {
  name?: string
  password?: string
}

/** Accepts an invitation and is signed in to its workspace; what an earlier sign-in had cached is forgotten. */
export function useAccept(token: string) {
  const client = useQueryClient()
  return useMutation({
    mutationKey: keys.newSignIn,
    mutationFn: (acceptance: Acceptance) => request<SignedIn>(`${path(token)}/accept`, { method: 'POST', body: acceptance }),
    onSuccess: () => forgetPerson(client),
  })
}
