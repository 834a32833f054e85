import { useQuery } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import type { MediaAddress, Message } from '@/lib/api/types'

/** Addresses last five minutes; a new one is asked for before that. */
const GOOD_FOR_MS = 4 * 60_000

/** Asks where a message's file can be had for some minutes. */
export function askForMedia(leadId: string, messageId: string): Promise<MediaAddress> {
  return request<MediaAddress>(`/leads/${encodeURIComponent(leadId)}/messages/${encodeURIComponent(messageId)}/media`)
}

/** Where a message's file can be had, once it is wanted and there. */
export function useMediaAddress(leadId: string, { id, media }: Message, wanted: boolean) {
  return useQuery({
    queryKey: ['media', leadId, id],
    queryFn: () => askForMedia(leadId, id),
    enabled: wanted && media?.ready === true,
    staleTime: GOOD_FOR_MS,
    gcTime: GOOD_FOR_MS,
  })
}
