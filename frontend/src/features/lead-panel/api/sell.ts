/** What people do with a lead: take it, give it, close it, correct it. */

import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { LeadWithChat } from '@/lib/api/types'
import { mergeLeadAnswer } from '@/lib/realtime/merge'

export interface Assignment {
  leadId: string
  /** Null gives the lead up. */
  to: string | null
  /** Who has it until now, to be replaced. */
  replaces?: string | null
}

export interface Outcome {
  outcome: 'won' | 'lost'
  reason: string
}

const path = (leadId: string, verb: string) => `/leads/${encodeURIComponent(leadId)}${verb}`

/** A mutation whose answer is the lead with its chat, put where it is cached. */
function useLeadMutation<T>(run: (variables: T) => Promise<LeadWithChat>, onError?: (error: Error) => void) {
  const client = useQueryClient()
  return useMutation({ mutationFn: run, onSuccess: (lead) => mergeLeadAnswer(client, lead), onError })
}

/** Takes a lead, gives it to somebody, or gives it up. A refusal is told even when the chat is not shown any more. */
export function useAssign(onError: (error: Error) => void) {
  return useLeadMutation(
    ({ leadId, to, replaces }: Assignment) =>
      request<LeadWithChat>(path(leadId, '/assign'), { method: 'POST', body: { user_id: to, ...(replaces ? { replaces } : {}) } }),
    onError,
  )
}

export function useClose(leadId: string) {
  return useLeadMutation((body: Outcome) => request<LeadWithChat>(path(leadId, '/close'), { method: 'POST', body }))
}

export type Step = 'reopen' | 'takeover' | 'handback' | 'pause' | 'resume'

/** Reopens the lead, or says who answers its chat. */
export function useStep(leadId: string) {
  return useLeadMutation((step: Step) => request<LeadWithChat>(path(leadId, `/${step}`), { method: 'POST' }))
}

/** Corrects one field; null empties it. */
export function useCorrect(leadId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (fields: Record<string, string | null>) => request<LeadWithChat>(path(leadId, ''), { method: 'PATCH', body: { fields } }),
    onSuccess: (lead) =>
      client.setQueryData<LeadWithChat>(keys.lead(leadId), (known) => (known ? { ...known, ...lead, chat: known.chat } : known)),
  })
}
