import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Role } from '@/lib/api/types'
import type { Invitation, NewInvitation } from '@/lib/api/workspace-types'

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: async ({ signal }) => (await request<{ items: Invitation[] }>('/team/invitations', { signal })).items,
})

export interface Invite {
  email: string
  role: Role
}

/** Invites somebody; the answer has the link, this once. It is kept by nobody but the form that asked. */
export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (invite: Invite) => request<NewInvitation>('/team/invitations', { method: 'POST', body: invite }),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }),
  })
}

/** Makes an invitation's link void. */
export function useRevoke(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<undefined>(`/team/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }),
  })
}
