import type { BotWithSession, Lead, Message } from '@/lib/api/types'

import { CUSTOMER } from './sample'

export const STEPS = ['scan', 'write', 'qualify', 'real'] as const
export type Step = (typeof STEPS)[number]

/** Which steps of the welcome are done, read from what is really there. The last one is never done: it is the way on. */
export function stepsDone(bot: BotWithSession | undefined, lead: Lead | undefined, messages: readonly Message[]): Set<Step> {
  const done = new Set<Step>()
  if (bot?.session.status === 'WORKING' || lead) done.add('scan')
  if (lead && (lead.qualified_at !== null || messages.some(({ sender }) => sender === 'bot'))) done.add('write')
  if (lead && lead.qualified_at !== null) done.add('qualify')
  return done
}

/** Whose way is followed, of the newest leads: the simulated customer's, whoever else may have written since. */
export function leadToFollow(newest: readonly Lead[]): Lead | undefined {
  return newest.find(({ chat_id }) => chat_id === `${CUSTOMER.number}@c.us`) ?? newest[0]
}

/** The first step that is not done. */
export function currentStep(done: ReadonlySet<Step>): Step {
  return STEPS.find((step) => !done.has(step)) ?? 'real'
}
