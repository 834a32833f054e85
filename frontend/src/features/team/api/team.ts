import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Role } from '@/lib/api/types'
import type { Member } from '@/lib/api/workspace-types'

export const teamQuery = queryOptions({
  queryKey: keys.team,
  queryFn: async ({ signal }) => (await request<{ items: Member[] }>('/team', { signal })).items,
})

export interface MemberChanges {
  role?: Role
  active?: boolean
}

/** Changes a member's role, keeps them out or lets them in. One's own powers may change by it. */
export function useUpdateMember(userId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (changes: MemberChanges) => request<Member>(`/team/${encodeURIComponent(userId)}`, { method: 'PATCH', body: changes }),
    onSuccess: (changed) => {
      client.setQueryData<Member[]>(keys.team, (members) => members?.map((member) => (member.user_id === userId ? changed : member)))
      void client.invalidateQueries({ queryKey: keys.me })
    },
  })
}

/** Removes a member from the workspace. */
export function useRemoveMember(userId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<undefined>(`/team/${encodeURIComponent(userId)}`, { method: 'DELETE' }),
    onSuccess: () => client.setQueryData<Member[]>(keys.team, (members) => members?.filter((member) => member.user_id !== userId)),
  })
}
