import type { BotWithSession } from '@/lib/api/types'
import { healthOf, type BotHealth } from '@/lib/bot-health'

/** Which bots to show; it lives in the page's address. */
export interface BotFilter {
  health?: BotHealth | undefined
  /** Words of the name, or digits of the number. */
  text?: string | undefined
}

/** From so many bots on it is worth looking for one. */
export const MANY_BOTS = 6

const MARKS = /\p{M}/gu
const plain = (text: string) => text.normalize('NFD').replace(MARKS, '').toLowerCase()

/** The bots that fit, in the order that they came. Case and accents don't count, nor how a number is written. */
export function matching(bots: BotWithSession[], { health, text = '' }: BotFilter): BotWithSession[] {
  const words = plain(text).trim()
  const digits = words.replace(/[\s()+-]/g, '')
  return bots.filter((bot) => {
    if (health !== undefined && healthOf(bot) !== health) return false
    return words === '' || plain(bot.name).includes(words) || (/^\d+$/.test(digits) && (bot.session.phone ?? '').includes(digits))
  })
}
