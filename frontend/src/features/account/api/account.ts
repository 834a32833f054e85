import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { SignedIn, Workplace } from '@/lib/api/types'

export interface NewPassword {
  /** Left out by who has no password yet. */
  current?: string
  new: string
}

/** Changes one's password; the answer is a new sign-in for this browser, all others are void. */
export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationKey: keys.newSignIn,
    mutationFn: (password: NewPassword) => request<SignedIn>('/auth/password', { method: 'POST', body: password }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.me }),
  })
}

/** Signs out in every browser. The caller leaves for the sign-in page and then forgets what was cached. */
export function useSignOutEverywhere() {
  return useMutation({
    mutationKey: keys.newSignIn,
    mutationFn: () => request<undefined>('/auth/logout-everywhere', { method: 'POST' }),
  })
}

/** Makes a workspace of one's own. One stays where one is: to go on in it is a step of its own. */
export function useCreateWorkplace() {
  return useMutation({ mutationFn: ({ name }: Pick<Workplace, 'name'>) => request<Pick<Workplace, 'id'>>('/tenants', { method: 'POST', body: { name } }) })
}

/** Goes on in another workspace. The caller loads the pages anew: nothing of the first may be seen in the second. */
export function useSwitchWorkplace() {
  return useMutation({
    mutationKey: keys.newSignIn,
    mutationFn: ({ id }: Pick<Workplace, 'id'>) => request<SignedIn>('/auth/switch', { method: 'POST', body: { tenant_id: id } }),
  })
}
