import { z } from 'zod'

import type { Bot, BotChanges } from '@/lib/api/types'

import { BOT_LANGUAGES } from '../templates'

const schema = z.object({
  name: z.string().trim().min(1, 'nameRequired').max(100, 'nameLong'),
  prompt: z.string().max(8_000, 'promptLong'),
  language: z.union([z.literal(''), z.enum(BOT_LANGUAGES)]),
})

export type BehaviourValues = z.infer<typeof schema>

/** Name, language and prompt. */
export const behaviour = {
  schema,
  read: (bot: Bot): BehaviourValues => ({ name: bot.name, prompt: bot.prompt, language: (bot.language ?? '') as BehaviourValues['language'] }),
  write: ({ name, prompt, language }: BehaviourValues): BotChanges => ({ name: name.trim(), prompt, language: language || null }),
}
