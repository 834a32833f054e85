import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, PanelRight } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { Chat } from '@/features/chat/components/chat'
import { useWriting } from '@/features/chat/use-writing'
import { useFollow } from '@/features/chat/follow'
import { HandoverButton } from '@/features/chat/components/handover-button'
import { ModeBadge } from '@/features/chat/components/mode-badge'
import { LeadPanel } from '@/features/lead-panel/components/panel'
import { useClaim } from '@/features/lead-panel/use-claim'
import { ApiError } from '@/lib/api/http'
import { directoryQuery, leadQuery } from '@/lib/api/queries'
import type { LeadWithChat } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { leadName } from '@/lib/lead'
import { useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'
import { findConversation } from '@/lib/realtime/conversations'
import { useTyping } from '@/lib/realtime/typing'
import { useKeyboardHeight } from '@/lib/use-keyboard-height'
import { useShortcuts } from '@/lib/use-shortcuts'

import { ConversationTitle } from './conversation-title'
import { useHighlight, usePanel } from './conversation-view'
import { Disconnected } from './layout/connection'
import { TakenBy } from './taken-by'

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
    return (
      <div className="grid min-h-[60dvh] flex-1 place-items-center">
        {gone ? <TakenBy leadId={leadId} back={back} /> : <ErrorState error={lead.error} title={t('lead.loadFailed')} retry={() => void lead.refetch()} className="m-4" />}
      </div>
    )
  }
  return <Loaded key={leadId} leadId={leadId} lead={lead.data} back={back} />
}

interface LoadedProps extends ConversationProps {
  lead: LeadWithChat | undefined
}

function isClaimable(lead: Pick<LeadWithChat, 'assigned_to' | 'status'> | undefined): boolean {
  return lead?.assigned_to === null && lead.status !== 'won' && lead.status !== 'lost'
}

function Loaded({ leadId, lead, back }: LoadedProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const panel = usePanel()
  const { highlight, showMessage, showEvidence } = useHighlight(lead, panel.wide)
  const ending = useOpened('close')
  const writing = useWriting()
  const { claim } = useClaim()
  const mayWrite = useMay('leads.write')
  const directory = useQuery(directoryQuery).data
  const bot = directory?.bots.find(({ id }) => id === lead?.bot_id)
  const tellTyping = useFollow(leadId)
  const { colleagues } = useTyping(leadId)
  const alsoWriting = directory?.people.flatMap(({ id, name }) => (colleagues.includes(id) ? [name] : [])) ?? []
  const keyboard = useKeyboardHeight()
  const closed = lead?.status === 'won' || lead?.status === 'lost'
  // Who is quick takes it before it is loaded: what the list says is enough, and the API decides.
  const isFree = isClaimable(lead ?? findConversation(client, leadId)?.lead)
  useShortcuts({
    r: () => writing.setMode('message'),
    i: panel.toggle,
    ...(mayWrite ? { n: () => writing.setMode('note') } : {}),
    ...(mayWrite && isFree ? { a: () => claim(leadId) } : {}),
    ...(mayWrite && lead && !closed
      ? {
          e: () => {
            if (panel.wide) panel.set(true)
            ending.open(true)
          },
        }
      : {}),
  })
  const details = lead ? (
    <LeadPanel lead={lead} bot={bot} onEvidence={showEvidence} />
  ) : (
    <Skeleton className="h-72" />
  )
  return (
    <div className="flex h-[calc(100dvh-var(--banner)-var(--keyboard))] min-w-0 flex-1" style={{ '--keyboard': `${keyboard}px` } as CSSProperties}>
      <section aria-label={t('chat.title')} className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-16 shrink-0 items-center gap-2 border-b bg-surface px-3 sm:px-4">
          <Button asChild variant="ghost" size="icon" className={cn('-ml-1', back === '/sales' && 'md:hidden')}>
            <Link to={back} search={(search) => search} aria-label={t('lead.back')}>
              <ArrowLeft />
            </Link>
          </Button>
          <ConversationTitle leadId={leadId} lead={lead} />
          <div className="hidden sm:block lg:hidden xl:block">{lead ? <HandoverButton leadId={leadId} chat={lead.chat} /> : null}</div>
          <Button variant="ghost" size="icon" aria-label={t('lead.details')} aria-expanded={panel.open} onClick={panel.toggle}>
            <PanelRight />
          </Button>
        </header>
        {lead ? (
          <div className="flex h-11 shrink-0 items-center justify-between gap-2 border-b bg-surface px-3 sm:px-4">
            <ModeBadge chat={lead.chat} />
            <div className="shrink-0 sm:hidden lg:block xl:hidden">
              <HandoverButton leadId={leadId} chat={lead.chat} />
            </div>
          </div>
        ) : null}
        <Disconnected className="md:hidden" />
        <Chat leadId={leadId} onTyping={tellTyping} alsoWriting={alsoWriting} turn={lead?.chat ?? null} highlight={highlight} onShow={showMessage} canned={bot?.faq ?? []} writing={writing} />
      </section>
      {panel.wide ? (
        <aside aria-label={t('lead.details')} hidden={!panel.open} tabIndex={0} className="w-72 shrink-0 overflow-y-auto border-l bg-surface p-4 xl:w-80 xl:p-5">
          {details}
        </aside>
      ) : (
        <Dialog open={panel.open} onOpenChange={panel.set}>
          <DialogContent title={(lead && leadName(lead)) ?? t('lead.unnamed')}>{details}</DialogContent>
        </Dialog>
      )}
    </div>
  )
}
