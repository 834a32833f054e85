import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'

import { query, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { components } from '@/lib/api/schema'

type Schemas = components['schemas']

export type Billing = Schemas['BillingAnswer']
export type Plan = Schemas['PlanAnswer']
export type Usage = Schemas['MonthOfUseAnswer']
export type Invoice = Schemas['InvoiceAnswer']

export const billingQuery = queryOptions({
  queryKey: keys.billing,
  queryFn: ({ signal }) => request<Billing>('/billing', { signal }),
  staleTime: 60_000,
})

/** What was used up in a month that is over. */
export function usageQuery(month: string) {
  return queryOptions({
    queryKey: keys.usage(month),
    queryFn: ({ signal }) => request<Usage>(`/billing/usage${query({ month })}`, { signal }),
    staleTime: Infinity,
  })
}

export const invoicesQuery = infiniteQueryOptions({
  queryKey: keys.invoices,
  queryFn: ({ pageParam, signal }) => request<Schemas['InvoiceListAnswer']>(`/billing/invoices${query({ cursor: pageParam })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next_cursor,
})

/** Sends the browser to the provider's page, on which it leaves the site. */
function leave({ url }: { url: string }): void {
  window.location.assign(url)
}

export function useCheckout() {
  return useMutation({
    mutationFn: (plan: Schemas['CheckoutBody']['plan']) => request<{ url: string }>('/billing/checkout', { method: 'POST', body: { plan } }),
    onSuccess: leave,
  })
}

export function usePortal() {
  return useMutation({ mutationFn: () => request<{ url: string }>('/billing/portal', { method: 'POST' }), onSuccess: leave })
}
