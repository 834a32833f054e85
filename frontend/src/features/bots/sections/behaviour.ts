import * as z from 'zod/mini'

import { UpdateBotBody } from '@/lib/api/limits'
import type { Bot, BotChanges } from '@/lib/api/types'
import { beyond } from '@/lib/form-errors'

const { name, prompt, language } = UpdateBotBody

const schema = z.object({
  name: z.string().check(z.trim(), z.minLength(1, 'nameRequired'), z.maxLength(name.maxLength, beyond('tooLong', name.maxLength))),
  prompt: z.string().check(z.maxLength(prompt.maxLength, beyond('tooLong', prompt.maxLength))),
  language: z.union([z.literal(''), z.enum(language.enum)]),
})

export type BehaviourValues = z.infer<typeof schema>

/** Name, language and prompt. */
export const behaviour = {
  schema,
  read: (bot: Bot): BehaviourValues => ({ name: bot.name, prompt: bot.prompt, language: (bot.language ?? '') as BehaviourValues['language'] }),
  write: ({ name, prompt, language }: BehaviourValues): BotChanges => ({ name: name.trim(), prompt, language: language || null }),
}
