import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { Skeleton } from '@/components/ui/skeleton'
import type { LeadSummary, LeadWithChat } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { leadName } from '@/lib/lead'
import { phoneOf } from '@/lib/phone'
import { findConversation } from '@/lib/realtime/conversations'
import { useTyping } from '@/lib/realtime/typing'

interface ConversationTitleProps {
  leadId: string
  lead: LeadWithChat | undefined
}

/** Who the chat is with, known from the list before the lead itself is there; and that they are writing. */
export function ConversationTitle({ leadId, lead }: ConversationTitleProps) {
  const { t } = useTranslation()
  const { customer: typing } = useTyping(leadId)
  const client = useQueryClient()
  const listed = lead ? undefined : findConversation(client, leadId)?.lead
  if (!lead && !listed) return <Skeleton className="h-9 flex-1" />
  const name = lead ? leadName(lead) : nameOf(listed)
  const number = lead ? (phoneOf(lead.chat_id) ?? lead.fields.phone?.value) : listed && (phoneOf(listed.chat_id) ?? listed.phone)
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <Avatar name={name} />
      <div className="min-w-0">
        <h1 dir="auto" className="truncate text-left font-semibold">
          {name ?? t('lead.unnamed')}
        </h1>
        {/* In the number's place, so that nothing moves when somebody begins or stops. */}
        <p data-typing={typing ?? undefined} className={cn('truncate text-[0.8125rem] tabular-nums', typing ? 'font-medium text-accent-text' : 'text-muted')}>
          {typing ? t(`chat.typing.${typing}`) : lead?.is_group ? t('chat.group') : (number ?? t('lead.hiddenNumber'))}
        </p>
      </div>
    </div>
  )
}

function nameOf(listed: LeadSummary | undefined): string | null {
  return listed ? (listed.name ?? listed.push_name ?? phoneOf(listed.chat_id)) : null
}
