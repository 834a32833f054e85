import { useMutation } from '@tanstack/react-query'

import { request } from '@/lib/api/http'

/** Signs out. The caller leaves for the sign-in page and then forgets what was cached. */
export function useSignOut() {
  return useMutation({ mutationFn: () => request<undefined>('/auth/logout', { method: 'POST' }) })
}
