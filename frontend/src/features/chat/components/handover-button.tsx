import { Bot, Headset } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { ChatTurn } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useErrorText } from '@/lib/error-text'
import { useMay } from '@/lib/powers'

import { useHandover, type Handover } from '../api/handover'

/** Takes the chat over from the bot, or hands it back. */
export function HandoverButton({ leadId, chat }: { leadId: string; chat: ChatTurn | null }) {
  const { t } = useTranslation()
  const may = useMay('leads.write')
  const handover = useHandover(leadId)
  const toast = useToast()
  const text = useErrorText()
  if (!chat || !may) return null
  const what: Handover = chat.mode === 'human' ? 'handback' : chat.paused_at ? 'resume' : 'takeover'
  const label = { handback: t('handover.handBack'), resume: t('handover.resume'), takeover: t('handover.takeOver') }[what]
  const run = () =>
    handover.mutate(what, {
      onError: (error) => toast({ tone: 'danger', title: t('handover.failed'), description: text(error) }),
    })
  return (
    <Button variant="outline" size="sm" aria-label={label} busy={handover.isPending} onClick={run}>
      {handover.isPending ? null : what === 'takeover' ? <Headset aria-hidden /> : <Bot aria-hidden />}
      {/* On a phone who has the chat stands in the same line, and needs the room. */}
      {what === 'handback' ? <span className="sm:hidden">{t('handover.handBackShort')}</span> : null}
      <span className={cn(what === 'handback' && 'hidden sm:inline')}>{label}</span>
    </Button>
  )
}
