import { z } from 'zod'

import { UpdateBotBody } from '@/lib/api/limits'
import type { Bot, BotChanges } from '@/lib/api/types'
import { beyond } from '@/lib/form-errors'

const { name, prompt, language } = UpdateBotBody

const schema = z.object({
  name: z.string().trim().min(1, 'nameRequired').max(name.maxLength, beyond('tooLong', name.maxLength)),
  prompt: z.string().max(prompt.maxLength, beyond('tooLong', prompt.maxLength)),
  language: z.union([z.literal(''), z.enum(language.enum)]),
})

export type BehaviourValues = z.infer<typeof schema>

/** Name, language and prompt. */
export const behaviour = {
  schema,
  read: (bot: Bot): BehaviourValues => ({ name: bot.name, prompt: bot.prompt, language: (bot.language ?? '') as BehaviourValues['language'] }),
  write: ({ name, prompt, language }: BehaviourValues): BotChanges => ({ name: name.trim(), prompt, language: language || null }),
}
