import { useMutation, useMutationState, useQueryClient, type MutationState } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Message } from '@/lib/api/types'
import { mergeMessage } from '@/lib/realtime/merge'

/** A message on its way to the API. `key` makes a repeated try harmless: the API takes each key once. */
export interface Outgoing {
  key: string
  text: string
  /** The newest message that was known when it was written. */
  after: string
  at: string
}

export interface Pending extends Outgoing {
  state: 'sending' | 'waiting' | 'failed'
  error: unknown
}

const mutationKey = (leadId: string) => ['send', leadId]

/** Sends messages of one chat, one after the other, and tells which are still under way or were not taken. */
export function useSendMessage(leadId: string) {
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationKey: mutationKey(leadId),
    // One scope per chat: what is written first is sent first.
    scope: { id: `send-${leadId}` },
    gcTime: Infinity,
    mutationFn: ({ text, key }: Outgoing) =>
      request<Message>(`/leads/${encodeURIComponent(leadId)}/messages`, {
        method: 'POST',
        body: { text },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: (message) => mergeMessage(client, { ...message, lead_id: message.lead_id ?? leadId }),
  })
  const states = useMutationState({
    filters: { mutationKey: mutationKey(leadId), predicate: ({ state }) => state.status !== 'success' },
    select: ({ state }) => state as MutationState<Message, Error, Outgoing>,
  })
  const forget = (key: string) => {
    const cache = client.getMutationCache()
    cache
      .findAll({ mutationKey: mutationKey(leadId), predicate: ({ state }) => (state.variables as Outgoing).key === key })
      .forEach((mutation) => cache.remove(mutation))
  }
  return {
    pending: states.flatMap(pendingOf),
    send: (text: string) => {
      const known = client.getQueryData<Message[]>(keys.messages(leadId))
      mutate({ key: crypto.randomUUID(), text, after: known?.at(-1)?.order ?? '', at: new Date().toISOString() })
    },
    retry: ({ key, text, after, at }: Outgoing) => {
      forget(key)
      mutate({ key, text, after, at })
    },
    forget,
  }
}

function pendingOf({ status, isPaused, variables, error }: MutationState<Message, Error, Outgoing>): Pending[] {
  if (!variables || status === 'idle') return []
  return [{ ...variables, error, state: status === 'error' ? 'failed' : isPaused ? 'waiting' : 'sending' }]
}

/** What of the pending is not in the chat yet: its event may come before the answer to its request. */
export function notYetShown(pending: Pending[], messages: readonly Message[]): Pending[] {
  const shown = new Set<string>()
  return pending.filter((outgoing) => {
    const twin = messages.find(
      ({ id, sender, text, order }) => sender === 'vendor' && text === outgoing.text && order > outgoing.after && !shown.has(id),
    )
    if (twin) shown.add(twin.id)
    return !twin
  })
}
