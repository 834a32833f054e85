import { Activity, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { Delay, Message } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useOpened } from '@/lib/opened'
import { duration } from '@/lib/time'
import { useMedia } from '@/lib/use-media'

import { bar, journeyOf, type Journey, type Step } from '../journey'

interface LifeProps {
  message: Message
  chat: readonly Message[]
  /** The button that opens it. */
  children: ReactNode
}

/** Opens the life of a message: beside the bubble, or from the bottom edge of a narrow screen. */
export function Life({ message, chat, children }: LifeProps) {
  const { t } = useTranslation()
  const wide = useMedia('(min-width: 640px)')
  const life = useOpened('life', { back: !wide })
  const open = life.value === message.id
  const setOpen = (next: boolean) => (next ? life.open(message.id) : life.close())
  if (!wide) {
    return (
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogTrigger asChild>{children}</DialogTrigger>
        <DialogContent title={t('life.title')} description={t('life.lead')}>
          {open ? <LifeContent journey={journeyOf(message, chat)} /> : null}
        </DialogContent>
      </Dialog>
    )
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent side="left" align="center" className="w-[36rem] max-w-[calc(100vw-1.5rem)]" aria-label={t('life.title')}>
        <header className="sticky top-0 z-10 flex items-start justify-between gap-3 border-b bg-surface px-4 py-3">
          <div>
            <h2 className="flex items-center gap-2 font-semibold">
              <Activity aria-hidden className="size-4 text-accent-text" />
              {t('life.title')}
            </h2>
            <p className="text-[0.8125rem] text-muted">{t('life.lead')}</p>
          </div>
          <PopoverClose asChild>
            <Button variant="ghost" size="icon" className="-mt-1 -mr-2 size-8" aria-label={t('common.close')}>
              <X />
            </Button>
          </PopoverClose>
        </header>
        <div className="px-4 py-3">{open ? <LifeContent journey={journeyOf(message, chat)} /> : null}</div>
      </PopoverContent>
    </Popover>
  )
}

function LifeContent({ journey }: { journey: Journey }) {
  const { t, i18n } = useTranslation()
  const { steps, question, answer, total } = journey
  if (steps.length === 0) return <p className="text-muted">{t('life.unknown')}</p>
  const whole = question && answer ? t('life.total', { time: duration(total, i18n.language) }) : null
  return (
    <div className="space-y-3" data-testid="life">
      {whole ? <p className="rounded-md bg-accent-soft px-3 py-2 font-medium text-accent-text">{whole}</p> : null}
      <ol>
        {steps.map((step, index) => (
          <StepRow key={`${step.part}-${step.stage}`} step={step} steps={steps} heading={headingOf(steps, index, journey)} />
        ))}
      </ol>
      <Delays delays={answer?.delays ?? []} />
      {question && !answer ? <p className="text-[0.8125rem] text-muted">{t('life.noAnswer')}</p> : null}
    </div>
  )
}

const DELAYS = ['gap', 'typing', 'new_contact_gap', 'new_contacts', 'hourly_limit', 'daily_limit', 'sending_off'] as const

/** Why the message was not sent at once. */
function Delays({ delays }: { delays: readonly Delay[] }) {
  const { t, i18n } = useTranslation()
  if (delays.length === 0) return null
  return (
    <div className="border-t pt-3 text-[0.8125rem] text-muted">
      <p>{t('life.delays')}</p>
      <ul className="list-inside list-disc">
        {delays.map(({ reason, ms }) => {
          const known = DELAYS.find((one) => one === reason)
          return (
            <li key={reason}>
              {known ? t(`life.delay.${known}`) : reason}: {duration(ms, i18n.language)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function headingOf(steps: Step[], index: number, { question, answer }: Journey): 'question' | 'answer' | null {
  if (!question || !answer) return null
  return steps[index - 1]?.part === steps[index]?.part ? null : (steps[index]?.part ?? null)
}

function StepRow({ step, steps, heading }: { step: Step; steps: Step[]; heading: 'question' | 'answer' | null }) {
  const { t, i18n } = useTranslation()
  const { start, width } = bar(step, steps)
  const took = step.took === null ? t('life.start') : `+${duration(step.took, i18n.language)}`
  return (
    <li>
      {heading ? <h3 className="border-t pt-3 pb-1 text-xs font-semibold">{t(`life.part.${heading}`)}</h3> : null}
      <div className="py-1">
        <div className="flex items-center gap-3">
          <span className="w-36 shrink-0 text-[0.8125rem] font-medium">{t(`life.stage.${step.stage}`)}</span>
          <span aria-hidden className="relative h-1.5 flex-1 rounded-full bg-sunken">
            <span
              className={cn('absolute inset-y-0 min-w-1 rounded-full', step.part === 'question' ? 'bg-border-strong' : 'bg-accent')}
              style={{ left: `min(${start * 100}%, calc(100% - 4px))`, width: `${width * 100}%` }}
            />
          </span>
          <span className="w-20 shrink-0 text-right text-[0.8125rem] tabular-nums" title={new Date(step.at).toISOString()}>
            {step.wholeSeconds ? `≈ ${took}` : took}
          </span>
        </div>
        <p className="text-xs leading-relaxed text-muted">{t(`life.text.${step.stage}`)}</p>
      </div>
    </li>
  )
}
