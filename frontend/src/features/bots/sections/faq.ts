import * as z from 'zod/mini'

import { FaqBody, UpdateBotBody } from '@/lib/api/limits'
import type { Bot, BotChanges } from '@/lib/api/types'
import { beyond } from '@/lib/form-errors'

export const MAX_FAQ = UpdateBotBody.faq.maxItems

const { question, answer } = FaqBody

const schema = z.object({
  faq: z.array(
    z.object({
      question: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(question.maxLength, beyond('tooLong', question.maxLength))),
      answer: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(answer.maxLength, beyond('tooLong', answer.maxLength))),
    }),
  ),
})

export type FaqValues = z.infer<typeof schema>

/** Questions that customers ask again and again, with their answers. */
export const faq = {
  schema,
  read: (bot: Bot): FaqValues => ({ faq: bot.faq.map((entry) => ({ question: entry.question, answer: entry.answer })) }),
  write: (values: FaqValues): BotChanges => ({
    faq: values.faq.map((entry) => ({ question: entry.question.trim(), answer: entry.answer.trim() })),
  }),
}
