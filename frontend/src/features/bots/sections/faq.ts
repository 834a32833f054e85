import { z } from 'zod'

import type { Bot, BotChanges } from '@/lib/api/types'

export const MAX_FAQ = 50

const schema = z.object({
  faq: z.array(
    z.object({
      question: z.string().trim().min(1, 'required').max(300, 'questionLong'),
      answer: z.string().trim().min(1, 'required').max(1_000, 'answerLong'),
    }),
  ),
})

export type FaqValues = z.infer<typeof schema>

/** Questions that customers ask again and again, with their answers. */
export const faq = {
  schema,
  read: (bot: Bot): FaqValues => ({ faq: bot.faq.map(({ question, answer }) => ({ question, answer })) }),
  write: (values: FaqValues): BotChanges => ({
    faq: values.faq.map(({ question, answer }) => ({ question: question.trim(), answer: answer.trim() })),
  }),
}
