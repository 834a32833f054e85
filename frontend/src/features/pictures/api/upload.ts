import { ApiError, NetworkError, request } from '@/lib/api/http'
import type { components } from '@/lib/api/schema'

type Started = components['schemas']['chalicelib__resources__pictures__schemas__UploadAnswer']

/**
 * Sends a file past the API, by the form that the API gives for it; returns the id to complete it with.
 * `onProgress` hears the part that is sent, 0 to 1. Raises ApiError (413 for a file that is too large) or NetworkError.
 */
export async function uploadPicture(botId: string, file: File, onProgress: (part: number) => void): Promise<string> {
  const started = await request<Started>(`/bots/${encodeURIComponent(botId)}/pictures`, { method: 'POST', body: { mime: file.type } })
  if (file.size > started.max_bytes) throw new ApiError(413, 'too_large', null)
  const form = new FormData()
  for (const [name, value] of Object.entries(started.fields)) form.append(name, value)
  form.append('file', file)
  await send(started.url, form, onProgress)
  return started.id
}

/** XMLHttpRequest, since fetch does not tell how much of a body has been sent. */
function send(url: string, form: FormData, onProgress: (part: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open('POST', url)
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    sending.onerror = () => reject(new NetworkError('unreachable'))
    sending.onload = () => (sending.status < 300 ? resolve() : reject(new ApiError(sending.status, 'upload_refused', null)))
    sending.send(form)
  })
}
