import { BehaviourForm } from '@/features/bots/components/behaviour-form'
import { BotDanger } from '@/features/bots/components/bot-danger'
import { ConnectionTab } from '@/features/bots/components/connection-tab'
import { FaqForm } from '@/features/bots/components/faq-form'
import { FeaturesForm } from '@/features/bots/components/features-form'
import { HoursForm } from '@/features/bots/components/hours-form'
import { LeadFieldsForm } from '@/features/bots/components/lead-fields-form'
import { Requires } from '@/components/shared/requires'
import type { BotTab } from '@/features/bots/tabs'
import { Pictures } from '@/features/pictures/components/pictures'
import { Schedules } from '@/features/schedules/components/schedules'
import { TryChat } from '@/features/try/components/try-chat'
import type { BotWithSession } from '@/lib/api/types'
import { useMay } from '@/lib/powers'

interface BotTabContentProps {
  tab: BotTab
  bot: BotWithSession
  bots: BotWithSession[]
  onDeleted: () => void
}

/** One part of a bot's page. */
export function BotTabContent({ tab, bot, bots, onDeleted }: BotTabContentProps) {
  switch (tab) {
    case 'connection':
      return <ConnectionTab bot={bot} />
    case 'behaviour':
      return <Behaviour bot={bot} />
    case 'fields':
      return <LeadFieldsForm bot={bot} />
    case 'faq':
      return <FaqForm bot={bot} />
    case 'pictures':
      return <Pictures bot={bot} />
    case 'hours':
      return <HoursForm bot={bot} />
    case 'features':
      return <FeaturesForm bot={bot} />
    case 'schedules':
      return (
        <Requires power="schedules.read">
          <Schedules bot={bot} bots={bots} />
        </Requires>
      )
    case 'danger':
      return (
        <Requires power="bots.write">
          <BotDanger bot={bot} onDeleted={onDeleted} />
        </Requires>
      )
  }
}

/** The prompt with a conversation beside it that already follows it; trying costs money, so it takes who may save. */
function Behaviour({ bot }: { bot: BotWithSession }) {
  const may = useMay('bots.write')
  const labels = Object.fromEntries(bot.fields.map(({ key, label }) => [key, label]))
  return <BehaviourForm bot={bot} beside={may ? (draft) => <TryChat botId={bot.id} draft={draft} labels={labels} /> : undefined} />
}
