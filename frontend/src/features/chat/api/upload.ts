import { ApiError, NetworkError, request } from '@/lib/api/http'
import type { components } from '@/lib/api/schema'

type Form = components['schemas']['chalicelib__resources__messages__schemas__UploadAnswer']

/** What was uploaded and not yet taken by a message, by the message's key. */
const uploaded = new Map<string, string>()

/** The `upload_id` of a message's file: a message that is tried again brings its file up no second time. */
export async function uploadOnce(leadId: string, file: File, key: string): Promise<string> {
  const known = uploaded.get(key) ?? (await upload(leadId, file))
  uploaded.set(key, known)
  return known
}

/** The message has its file, or will never be sent. */
export function forgetUpload(key: string): void {
  uploaded.delete(key)
}

/** Puts a file where a message can take it from; returns its `upload_id`. Raise ApiError (413) for one that is too large. */
async function upload(leadId: string, file: File): Promise<string> {
  const form = await request<Form>(`/leads/${encodeURIComponent(leadId)}/uploads`, { method: 'POST' })
  if (file.size > form.max_bytes) throw new ApiError(413, 'too_large', null)
  const body = new FormData()
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value)
  body.set('file', file)
  let answer: Response
  try {
    answer = await fetch(form.url, { method: 'POST', body })
  } catch (error) {
    throw new NetworkError('unreachable', { cause: error })
  }
  if (!answer.ok) throw new ApiError(answer.status, answer.status === 413 || answer.status === 400 ? 'too_large' : 'upload_refused', null)
  return form.upload_id
}
