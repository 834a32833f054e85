import { Check, Image, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Badge } from '@/components/ui/badge'
import type { Tried } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { displayValue } from '@/lib/lead'
import { duration } from '@/lib/time'

import { dollars, type Line } from '../conversation'

type Labels = Record<string, string>

/** A message of the conversation; below the bot's what it learned, sent and used. */
export function TryLine({ line: { from, text, answer }, labels }: { line: Line; labels: Labels }) {
  const { t } = useTranslation()
  const bot = from === 'bot'
  return (
    <li className={cn('flex flex-col gap-1.5', bot ? 'items-end' : 'items-start')} data-from={from}>
      <div className={cn('max-w-[85%] rounded-2xl px-3 py-2 break-words whitespace-pre-wrap', bot ? 'rounded-br-sm bg-bot-bubble' : 'rounded-bl-sm bg-sunken')}>
        <span className="sr-only">{t(bot ? 'message.sender.bot' : 'message.sender.customer')}: </span>
        {text}
      </div>
      {answer ? <Made answer={answer} labels={labels} /> : null}
    </li>
  )
}

function useFieldLabel(labels: Labels): (name: string) => string {
  const { t, i18n } = useTranslation()
  return (name) => {
    const key = `lead.field.${name}`
    return labels[name] ?? (i18n.exists(key) ? t(key as 'lead.field.name') : name)
  }
}

function Made({ answer, labels }: { answer: Tried; labels: Labels }) {
  const { t, i18n } = useTranslation()
  const label = useFieldLabel(labels)
  const missing = new Intl.ListFormat(i18n.language).format(answer.missing.map(label))
  return (
    <>
      {answer.picture ? (
        <figure className="max-w-[85%] overflow-hidden rounded-xl border bg-surface" data-testid="tried-picture">
          <img src={answer.picture.thumbnail_url} alt={answer.picture.description} className="h-40 w-60 object-cover" />
          <figcaption className="flex items-center gap-1.5 px-2.5 py-1.5 text-xs text-muted">
            <Image aria-hidden className="size-3.5 shrink-0" />
            {answer.picture.description}
          </figcaption>
        </figure>
      ) : null}
      <ul aria-label={t('tryIt.learned')} className="flex max-w-full flex-wrap justify-end gap-1.5 empty:hidden">
        {Object.entries(answer.fields).map(([name, field]) => (
          <li key={name} className="max-w-full">
            <Badge tone="success" className="max-w-full" title={field.quote ?? undefined}>
              <Check aria-hidden />
              <span className="truncate">
                {label(name)}: {displayValue(name, field.value)}
              </span>
            </Badge>
          </li>
        ))}
        {answer.wants_person ? (
          <li>
            <Badge tone="warning">
              <UserRound aria-hidden />
              {t('tryIt.wantsPerson')}
            </Badge>
          </li>
        ) : null}
      </ul>
      <p className="text-right text-xs text-muted">
        {answer.missing.length > 0 ? <span className="block">{t('tryIt.missing', { fields: missing })}</span> : null}
        <Use use={answer.ai} />
      </p>
    </>
  )
}

function Use({ use }: { use: Tried['ai'] }) {
  const { t, i18n } = useTranslation()
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  const parts = [
    use.brain,
    duration(use.ms, i18n.language),
    t('tryIt.tokens', { input: number(use.tokens_in), output: number(use.tokens_out) }),
    ...(use.cost === null ? [] : [dollars(use.cost, i18n.language)]),
  ]
  return <span className="block tabular-nums">{parts.join(' · ')}</span>
}
