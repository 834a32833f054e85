import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { keys, messagesBefore } from '@/lib/api/queries'
import type { Message } from '@/lib/api/types'

/** The part of a chat before what was read of it. */
export function useOlder(leadId: string) {
  const client = useQueryClient()
  const { data: cursor } = useQuery<string | null>({ queryKey: keys.older(leadId), enabled: false, queryFn: () => null, gcTime: Infinity })
  const load = useMutation({
    mutationFn: (from: string) => messagesBefore(leadId, from),
    onSuccess: ({ items, next_cursor: next }) => {
      client.setQueryData<Message[]>(keys.messages(leadId), (known = []) => {
        const ids = new Set(known.map(({ id }) => id))
        return [...items.filter(({ id }) => !ids.has(id)).reverse(), ...known]
      })
      client.setQueryData(keys.older(leadId), next)
    },
  })
  return {
    more: typeof cursor === 'string',
    loading: load.isPending,
    error: load.error,
    load: () => {
      if (typeof cursor === 'string' && !load.isPending) load.mutate(cursor)
    },
  }
}
