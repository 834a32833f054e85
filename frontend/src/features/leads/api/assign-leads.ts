import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { AssignSeveralBody } from '@/lib/api/limits'
import { keys } from '@/lib/api/queries'
import type { Lead } from '@/lib/api/types'
import type { components } from '@/lib/api/schema'

/** What became of one lead: the lead as it is now, or why it was left as it was. */
export type Assigned = components['schemas']['AssignedAnswer']

/** As many as the API takes at once. */
const AT_ONCE = AssignSeveralBody.leads.maxItems

export interface Assignment {
  leads: Lead[]
  /** Null: nobody. */
  to: string | null
}

/**
 * Gives the leads to somebody, each with who has it as far as the page knows: a lead that a colleague took meanwhile is
 * left to them. What became of each is answered even where a later batch could not be asked for.
 */
export function useAssignLeads() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ leads, to }: Assignment): Promise<Assigned[]> => {
      const done: Assigned[] = []
      for (let first = 0; first < leads.length; first += AT_ONCE) {
        const batch = leads.slice(first, first + AT_ONCE).map((lead) => ({ lead_id: lead.id, replaces: lead.assigned_to }))
        const { items } = await request<{ items: Assigned[] }>('/leads/assign', { method: 'POST', body: { user_id: to, leads: batch } })
        done.push(...items)
      }
      return done
    },
    // Events bring most of it; lists that are filtered by holder are asked for anew.
    onSettled: () => client.invalidateQueries({ queryKey: keys.allLeads }),
  })
}
