import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { BotChanges, BotWithSession } from '@/lib/api/types'

import { behaviour } from '../sections/behaviour'
import { useBotForm } from '../use-bot-form'
import { LanguageField, NameField, PromptField } from './bot-fields'
import { BotFormCard } from './bot-form'

interface BehaviourFormProps {
  bot: BotWithSession
  /** What stands beside the form and works on what is entered, saved or not. */
  beside?: (draft: () => BotChanges) => ReactNode
}

/** Name, language and prompt of a bot. */
export function BehaviourForm({ bot, beside }: BehaviourFormProps) {
  const { t } = useTranslation()
  const of = useBotForm(bot, behaviour)
  const { register, formState } = of.form
  const fields = { register, errors: formState.errors }
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <BotFormCard of={of} title={t('bots.behaviour')} className="">
        <div className="grid gap-4 sm:grid-cols-2">
          <NameField {...fields} />
          <LanguageField {...fields} />
        </div>
        <PromptField {...fields} rows={14} />
      </BotFormCard>
      {beside?.(of.draft)}
    </div>
  )
}
