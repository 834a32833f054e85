import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Picture, PictureList } from '@/lib/api/types'

/** What people say of a picture. */
export interface Said {
  description: string
  keywords: string[]
}

/** The addresses of pictures hold for an hour; new ones are fetched before that, and not sooner: they load anew then. */
const RENEW_MS = 30 * 60_000

const path = (botId: string, pictureId?: string) => `/bots/${encodeURIComponent(botId)}/pictures${pictureId ? `/${encodeURIComponent(pictureId)}` : ''}`

export function picturesQuery(botId: string) {
  return queryOptions({
    queryKey: keys.pictures(botId),
    queryFn: ({ signal }) => request<PictureList>(path(botId), { signal }),
    staleTime: RENEW_MS,
    refetchInterval: RENEW_MS,
  })
}

function useChange<T>(botId: string, change: (value: T) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: keys.pictures(botId) }) })
}

/** Makes an uploaded file a picture of the bot. */
export function useCompletePicture(botId: string) {
  return useChange(botId, ({ id, said }: { id: string; said: Said }) => request<Picture>(`${path(botId, id)}/complete`, { method: 'POST', body: said }))
}

/** Changes what is said of a picture. */
export function useUpdatePicture(botId: string) {
  return useChange(botId, ({ id, said }: { id: string; said: Said }) => request<Picture>(path(botId, id), { method: 'PATCH', body: said }))
}

export function useRemovePicture(botId: string) {
  return useChange(botId, (id: string) => request(path(botId, id), { method: 'DELETE' }))
}
