import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { ApiError, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Tenant } from '@/lib/api/workspace-types'

export const tenantQuery = queryOptions({
  queryKey: keys.tenant,
  queryFn: ({ signal }) => request<Tenant>('/tenant', { signal }),
})

export type TenantChanges = Partial<Pick<Tenant, 'name' | 'time_zone' | 'language' | 'retention_days'>>

function useKeepTenant() {
  const client = useQueryClient()
  return (tenant: Tenant) => {
    client.setQueryData<Tenant>(keys.tenant, tenant)
    void client.invalidateQueries({ queryKey: keys.me })
  }
}

/** Whether somebody else changed the settings first. */
export function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 412 || (error.status === 409 && error.code === 'conflict'))
}

/** Changes the settings, unless somebody else has since the given version: then theirs are loaded (see isOutdated). */
export function useUpdateTenant() {
  const client = useQueryClient()
  const keep = useKeepTenant()
  return useMutation({
    mutationFn: ({ changes, version }: { changes: TenantChanges; version: number }) =>
      request<Tenant>('/tenant', { method: 'PATCH', body: changes, headers: { 'If-Match': `"${version}"` } }),
    onSuccess: keep,
    onError: (error) => (isOutdated(error) ? client.invalidateQueries({ queryKey: keys.tenant }) : undefined),
  })
}

/** Begins the workspace's removal; the API wants its name as the proof that it is meant. */
export function useDeleteTenant() {
  const client = useQueryClient()
  const keep = useKeepTenant()
  return useMutation({
    mutationFn: (confirm: string) => request<Tenant>('/tenant/delete', { method: 'POST', body: { confirm } }),
    onSuccess: (tenant) => {
      keep(tenant)
      void client.invalidateQueries({ queryKey: keys.bots })
    },
  })
}
