/** The way of a message through the system, put together from the stages that each part of the system has noted. */

import type { LifeStage, Message, Stage } from '@/lib/api/types'

/** In the order in which a message passes them. */
export const STAGES: readonly Stage[] = [
  'phone',
  'page',
  'queue',
  'receive',
  'stored',
  'turn',
  'answer',
  'brain',
  'outbox',
  'claim',
  'sent',
  'delivered',
  'read',
]

export interface Step {
  stage: Stage
  /** Milliseconds since the epoch. */
  at: number
  /** Milliseconds since the step before; null for the first. Never negative: clocks of different machines differ. */
  took: number | null
  /** Which message noted it: the customer's, or the answer to it. */
  part: 'question' | 'answer'
  /** WhatsApp tells the time of a phone in whole seconds. */
  wholeSeconds: boolean
}

export interface Journey {
  question: Message | null
  answer: Message | null
  steps: Step[]
  /** Milliseconds from the first step until WhatsApp had the message (or the last step before). */
  total: number
}

/** The journey that a message is part of: a customer's message with the bot's answer, or one message alone. */
export function journeyOf(message: Message, chat: readonly Message[]): Journey {
  const question = message.sender === 'customer' ? message : message.sender === 'bot' ? questionOf(message, chat) : null
  const answer = message.sender === 'customer' ? answerOf(message, chat) : message
  const steps = stepsOf([
    ...noted(question, 'question'),
    ...noted(answer, 'answer'),
  ])
  return { question, answer, steps, total: totalOf(steps) }
}

/** The last customer's message before a bot's answer, unless a person wrote in between. */
function questionOf(answer: Message, chat: readonly Message[]): Message | null {
  const before = chat.filter(({ order, id }) => order < answer.order && id !== answer.id)
  const last = before.findLast(({ sender }) => sender !== 'bot')
  return last?.sender === 'customer' ? last : null
}

/** The bot's first message after a customer's, unless a person wrote in between. */
function answerOf(question: Message, chat: readonly Message[]): Message | null {
  const next = chat.find(({ order, sender }) => order > question.order && sender !== 'customer')
  return next?.sender === 'bot' ? next : null
}

type Noted = LifeStage & { part: Step['part'] }

function noted(message: Message | null, part: Step['part']): Noted[] {
  return message ? message.life.map((stage) => ({ ...stage, part })) : []
}

function stepsOf(stages: Noted[]): Step[] {
  const place = ({ stage, part }: Noted) => (part === 'answer' ? STAGES.length : 0) + STAGES.indexOf(stage)
  const sorted = stages.filter(({ stage }) => STAGES.includes(stage)).sort((a, b) => place(a) - place(b))
  return sorted.map(({ stage, at, part }, index) => {
    const previous = sorted[index - 1]
    return {
      stage,
      at,
      part,
      took: previous ? Math.max(0, at - previous.at) : null,
      wholeSeconds: stage === 'phone' && at % 1000 === 0,
    }
  })
}

function totalOf(steps: Step[]): number {
  const first = steps[0]
  const last = steps.findLast(({ stage }) => stage !== 'delivered' && stage !== 'read')
  return first && last ? Math.max(0, last.at - first.at) : 0
}

/** Where a step's bar begins and how long it is, as fractions of the waterfall's width. People's reading time is cut off. */
export function bar(step: Step, steps: readonly Step[]): { start: number; width: number } {
  const first = steps[0]?.at ?? step.at
  const end = Math.max(...steps.filter(({ stage }) => stage !== 'read').map(({ at }) => at), first + 1)
  const fraction = (at: number) => Math.min(1, Math.max(0, (at - first) / (end - first)))
  const to = fraction(step.at)
  const from = fraction(step.at - (step.took ?? 0))
  return { start: from, width: to - from }
}
