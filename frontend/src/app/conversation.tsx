import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, PanelRight, UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import type { Highlight } from '@/features/chat/components/bubble'
import { Chat } from '@/features/chat/components/chat'
import { HandoverButton } from '@/features/chat/components/handover-button'
import { ModeBadge } from '@/features/chat/components/mode-badge'
import { LeadPanel } from '@/features/leads/components/lead-panel'
import { ApiError } from '@/lib/api/http'
import { botsQuery, leadQuery } from '@/lib/api/queries'
import type { FieldValue, LeadWithChat } from '@/lib/api/types'
import { leadName } from '@/lib/lead'
import { phoneOf } from '@/lib/phone'
import { useMay } from '@/lib/powers'

interface ConversationProps {
  leadId: string
  back: '/leads' | '/sales'
}

/** A lead's chat with what is known of the lead beside it, or behind a button where there is no room. */
export function Conversation({ leadId, back }: ConversationProps) {
  const { t } = useTranslation()
  const lead = useQuery(leadQuery(leadId))
  if (lead.isError && !lead.data) {
    const gone = lead.error instanceof ApiError && lead.error.status === 404
    return gone ? (
      <EmptyState
        icon={UserX}
        title={t('lead.goneTitle')}
        action={
          <Button asChild variant="outline">
            <Link to={back}>{t('lead.back')}</Link>
          </Button>
        }
      >
        {t('lead.goneText')}
      </EmptyState>
    ) : (
      <ErrorState error={lead.error} title={t('lead.loadFailed')} retry={() => void lead.refetch()} className="m-4" />
    )
  }
  return <Loaded key={leadId} leadId={leadId} lead={lead.data} back={back} />
}

interface LoadedProps extends ConversationProps {
  lead: LeadWithChat | undefined
}

function Loaded({ leadId, lead, back }: LoadedProps) {
  const { t } = useTranslation()
  const [highlight, setHighlight] = useState<Highlight | null>(null)
  const [panelOpen, setPanelOpen] = useState(false)
  const bots = useQuery({ ...botsQuery, enabled: useMay('bots.read') })
  const showEvidence = ({ message_id: messageId, quote }: FieldValue) => {
    setPanelOpen(false)
    if (messageId) setHighlight({ messageId, quote })
  }
  const panel = lead ? (
    <LeadPanel lead={lead} bot={bots.data?.find(({ id }) => id === lead.bot_id)} onEvidence={showEvidence} />
  ) : (
    <Skeleton className="h-72" />
  )
  return (
    <div className="flex h-[calc(100dvh-var(--banner))] min-w-0 flex-1">
      <section aria-label={t('chat.title')} className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-16 shrink-0 items-center gap-3 border-b bg-surface px-3 sm:px-5">
          <Button asChild variant="ghost" size="icon" className={back === '/sales' ? 'md:hidden' : ''}>
            <Link to={back} search={(search) => search} aria-label={t('lead.back')}>
              <ArrowLeft />
            </Link>
          </Button>
          <Title lead={lead} />
          <div className="hidden sm:block">{lead ? <HandoverButton leadId={leadId} chat={lead.chat} /> : null}</div>
          <Dialog open={panelOpen} onOpenChange={setPanelOpen}>
            <DialogTrigger asChild>
              <Button variant="ghost" size="icon" className="xl:hidden" aria-label={t('lead.details')}>
                <PanelRight />
              </Button>
            </DialogTrigger>
            <DialogContent title={(lead && leadName(lead)) ?? t('lead.unnamed')}>{panel}</DialogContent>
          </Dialog>
        </header>
        {lead?.chat ? (
          <div className="flex flex-wrap items-center justify-between gap-2 border-b bg-surface px-3 py-1.5 sm:px-5">
            <ModeBadge chat={lead.chat} />
            <div className="sm:hidden">
              <HandoverButton leadId={leadId} chat={lead.chat} />
            </div>
          </div>
        ) : null}
        <Chat leadId={leadId} turn={lead?.chat ?? null} highlight={highlight} />
      </section>
      <aside aria-label={t('lead.details')} className="hidden w-80 shrink-0 overflow-y-auto border-l bg-surface p-5 xl:block">
        {panel}
      </aside>
    </div>
  )
}

function Title({ lead }: { lead: LeadWithChat | undefined }) {
  const { t } = useTranslation()
  if (!lead) return <Skeleton className="h-9 flex-1" />
  const name = leadName(lead)
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <Avatar name={name} />
      <div className="min-w-0">
        <h1 className="truncate font-semibold">{name ?? t('lead.unnamed')}</h1>
        <p className="truncate text-[0.8125rem] text-muted tabular-nums">{phoneOf(lead.chat_id) ?? lead.fields.phone?.value ?? t('lead.hiddenNumber')}</p>
      </div>
    </div>
  )
}
