import { useMutation, useQueryClient } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { Bot } from '@/lib/api/types'

export interface NewBot {
  name: string
  prompt: string
  language: string | null
}

/** Makes a bot. */
export function useCreateBot() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (bot: NewBot) => request<Bot>('/bots', { method: 'POST', body: bot }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.bots }),
  })
}
