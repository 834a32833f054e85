import { Cable, CalendarClock, Clock, Image, ListChecks, MessageCircleQuestion, MessageSquareText, ToggleRight, TriangleAlert, type LucideIcon } from 'lucide-react'

import type { Power } from '@/lib/api/types'

/** The parts of a bot's page, by the last part of its address. */
export const BOT_TABS = {
  connection: { icon: Cable },
  behaviour: { icon: MessageSquareText },
  fields: { icon: ListChecks },
  faq: { icon: MessageCircleQuestion },
  pictures: { icon: Image },
  hours: { icon: Clock },
  schedules: { icon: CalendarClock, power: 'schedules.read' },
  features: { icon: ToggleRight },
  danger: { icon: TriangleAlert, power: 'bots.write' },
} as const satisfies Record<string, { icon: LucideIcon; power?: Power }>

export type BotTab = keyof typeof BOT_TABS

/** The tab that an address names; the first one for an address without any, or with one that there is not. */
export function tabOf(name: string | undefined): BotTab {
  return name !== undefined && name in BOT_TABS ? (name as BotTab) : 'connection'
}
