import { useMutation } from '@tanstack/react-query'

import { request } from '@/lib/api/http'
import type { BotChanges, Tried } from '@/lib/api/types'

export interface Said {
  from: 'customer' | 'bot'
  text: string
}

export interface Trial {
  messages: Said[]
  /** Changes to the bot that nobody has saved. */
  draft: BotChanges
  /** What the answer before gave as its state. */
  state: Tried['state'] | null
}

/** Lets the bot's brain answer a conversation without WhatsApp; nothing is stored or sent. */
export function useTryBot(botId: string) {
  return useMutation({
    mutationFn: (trial: Trial) => request<Tried>(`/bots/${encodeURIComponent(botId)}/try`, { method: 'POST', body: trial }),
  })
}
