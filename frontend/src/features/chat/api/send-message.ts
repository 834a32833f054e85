import { useMutation, useMutationState, useQueryClient, type MutationState } from '@tanstack/react-query'

import { ApiError, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Message } from '@/lib/api/types'
import { mergeMessage } from '@/lib/realtime/merge'

import { forgetUpload, uploadOnce } from './upload'

/** What somebody wants to say: a text, a file with or without a caption, either as a reply to a message. */
export interface Said {
  text: string
  file?: File
  quotedId?: string
}

/** A message on its way to the API. `key` makes a repeated try harmless: the API takes each key once. */
export interface Outgoing extends Said {
  key: string
  /** The newest message that was known when it was written. */
  after: string
  at: string
}

export interface Pending extends Outgoing {
  state: 'sending' | 'waiting' | 'failed'
  error: unknown
}

const mutationKey = (leadId: string) => ['send', leadId]

async function post(leadId: string, { text, key, file, quotedId }: Outgoing): Promise<Message> {
  const attached = file ? { upload_id: await uploadOnce(leadId, file, key), filename: file.name } : {}
  try {
    return await request<Message>(`/leads/${encodeURIComponent(leadId)}/messages`, {
      method: 'POST',
      body: { ...(text ? { text } : {}), ...attached, ...(quotedId ? { quoted_id: quotedId } : {}) },
      headers: { 'Idempotency-Key': key },
    })
  } catch (error) {
    // What was uploaded long ago is swept: the next try brings the file once more.
    if (error instanceof ApiError && 'upload_id' in error.fields) forgetUpload(key)
    throw error
  }
}

/** Sends messages of one chat, one after the other, and tells which are still under way or were not taken. */
export function useSendMessage(leadId: string) {
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationKey: mutationKey(leadId),
    // One scope per chat: what is written first is sent first.
    scope: { id: `send-${leadId}` },
    gcTime: Infinity,
    mutationFn: (outgoing: Outgoing) => post(leadId, outgoing),
    onSuccess: (message, { key }) => {
      forgetUpload(key)
      mergeMessage(client, { ...message, lead_id: message.lead_id ?? leadId })
    },
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
  const discard = (key: string) => {
    forget(key)
    forgetUpload(key)
  }
  return {
    pending: states.flatMap(pendingOf),
    send: (said: Said) => {
      const known = client.getQueryData<Message[]>(keys.messages(leadId))
      mutate({ ...said, key: crypto.randomUUID(), after: known?.at(-1)?.order ?? '', at: new Date().toISOString() })
    },
    retry: ({ key, text, file, quotedId, after, at }: Outgoing) => {
      forget(key)
      mutate({ key, text, after, at, ...(file ? { file } : {}), ...(quotedId ? { quotedId } : {}) })
    },
    discard,
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
      ({ id, sender, text, media, order }) =>
        sender === 'vendor' && (text ?? '') === outgoing.text && (media !== null) === (outgoing.file !== undefined) && order > outgoing.after && !shown.has(id),
    )
    if (twin) shown.add(twin.id)
    return !twin
  })
}
