import type { LeadWithChat, NamedBot } from '@/lib/api/types'

import { BotTurn } from './bot-turn'
import { Brief } from './brief'
import { Fields } from './fields'
import { History } from './history'
import { Outcome } from './outcome'
import { Owner } from './owner'

interface LeadPanelProps {
  lead: LeadWithChat
  bot: NamedBot | undefined
  onEvidence: (field: string) => void
}

/** All that is known of a lead, and all that can be done with it. */
export function LeadPanel({ lead, bot, onEvidence }: LeadPanelProps) {
  return (
    <div className="divide-y *:py-4 *:first:pt-0 *:last:pb-0">
      <Owner lead={lead} />
      <BotTurn lead={lead} />
      <Fields lead={lead} bot={bot} onEvidence={onEvidence} />
      <Brief lead={lead} />
      <Outcome lead={lead} />
      <History lead={lead} bot={bot} />
    </div>
  )
}
