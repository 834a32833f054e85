import type { BotWithSession } from '@/lib/api/types'
import { useMay } from '@/lib/powers'
import { useTranslation } from 'react-i18next'

import { useFreshCode } from '../fresh-code'

import { ConnectionPanel } from './connection-panel'
import { PairingCode } from './pairing-code'
import { ScreenshotButton } from './screenshot'
import { SessionHealth } from './session-health'
import { SessionHistory } from './session-history'

/** All about the bot's connection to WhatsApp: what it is in, how sure that is, and what it went through. */
export function ConnectionTab({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const mayOperate = useMay('sessions.operate')
  const mayInspect = useMay('sessions.inspect')
  useFreshCode(bot)
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <ConnectionPanel session={bot.session} title={t('bots.connection')}>
        {mayOperate && bot.session.status === 'SCAN_QR_CODE' ? <PairingCode session={bot.session} /> : null}
      </ConnectionPanel>
      <div className="grid gap-5">
        <SessionHealth session={bot.session}>{mayInspect ? <ScreenshotButton bot={bot} /> : null}</SessionHealth>
        <SessionHistory botId={bot.id} />
      </div>
    </div>
  )
}
