import { FlaskConical, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import type { BotChanges } from '@/lib/api/types'

import { useTryBot } from '../api/try-bot'
import { asked, dollars, knownState, spent, type Line } from '../conversation'
import { TryComposer } from './try-composer'
import { TryLine } from './try-line'

interface TryChatProps {
  botId: string
  /** What is changed on the bot and not saved: each answer is made with it. */
  draft: () => BotChanges
  /** What the bot's own fields are called. */
  labels: Record<string, string>
}

/** A conversation with the bot's real brain, without WhatsApp, on the settings as they are being written. */
export function TryChat({ botId, draft, labels }: TryChatProps) {
  const { t } = useTranslation()
  const [lines, setLines] = useState<Line[]>([])
  const tryBot = useTryBot(botId)
  const ask = (said: Line[]) => {
    setLines(said)
    tryBot.mutate(
      { messages: asked(said), draft: draft(), state: knownState(said) },
      { onSuccess: (answer) => setLines([...said, { from: 'bot', text: answer.reply, answer }]) },
    )
  }
  const restart = () => {
    tryBot.reset()
    setLines([])
  }
  return (
    <Card aria-label={t('tryIt.title')} className="flex flex-col xl:sticky xl:top-5">
      <CardHeader>
        <CardTitle>{t('tryIt.title')}</CardTitle>
        <Button variant="ghost" size="sm" disabled={lines.length === 0 || tryBot.isPending} onClick={restart}>
          <RotateCcw aria-hidden />
          {t('tryIt.restart')}
        </Button>
      </CardHeader>
      <Log lines={lines} thinking={tryBot.isPending} labels={labels} />
      {tryBot.error ? <ErrorState error={tryBot.error} title={t('tryIt.failed')} retry={() => ask(lines)} className="mx-4 mb-3" /> : null}
      <Total lines={lines} />
      {/* After a failure the same message is asked again; a new one would stand behind it unanswered. */}
      <TryComposer disabled={tryBot.isPending || tryBot.isError} onSend={(text) => ask([...lines, { from: 'customer', text }])} />
    </Card>
  )
}

interface LogProps {
  lines: Line[]
  thinking: boolean
  labels: Record<string, string>
}

function Log({ lines, thinking, labels }: LogProps) {
  const { t } = useTranslation()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const log = end.current?.parentElement
    log?.scrollTo({ top: log.scrollHeight })
  }, [lines, thinking])
  return (
    <div role="log" tabIndex={0} aria-label={t('tryIt.log')} className="h-96 overflow-y-auto px-4 py-3 xl:h-124">
      {lines.length === 0 ? (
        <div className="grid h-full place-items-center text-center text-muted">
          <div className="max-w-72 space-y-2">
            <FlaskConical aria-hidden className="mx-auto size-6" />
            <p>{t('tryIt.empty')}</p>
          </div>
        </div>
      ) : (
        <ol className="space-y-3">
          {lines.map((line, at) => (
            <TryLine key={at} line={line} labels={labels} />
          ))}
        </ol>
      )}
      {thinking ? (
        <p role="status" className="mt-3 animate-pulse text-muted">
          {t('tryIt.thinking')}
        </p>
      ) : null}
      <div ref={end} />
    </div>
  )
}

function Total({ lines }: { lines: Line[] }) {
  const { t, i18n } = useTranslation()
  const { tokens, cost } = spent(lines)
  if (!lines.some(({ answer }) => answer)) return null
  const number = new Intl.NumberFormat(i18n.language).format(tokens)
  return (
    <p className="border-t px-4 py-2 text-xs text-muted tabular-nums">
      {cost === null ? t('tryIt.total', { tokens: number }) : t('tryIt.totalCost', { tokens: number, cost: dollars(cost, i18n.language) })}
    </p>
  )
}
