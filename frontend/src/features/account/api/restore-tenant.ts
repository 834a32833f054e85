import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Tenant } from '@/lib/api/workspace-types'

/** Takes the workspace's deletion back. */
export function useRestoreTenant() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<Tenant>('/tenant/restore', { method: 'POST' }),
    onSuccess: async () => {
      await Promise.all([keys.me, keys.tenant, keys.bots].map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}
