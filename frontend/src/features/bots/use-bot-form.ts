import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useState } from 'react'
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod/mini'

import { useToast } from '@/components/ui/toast'
import type { Bot, BotChanges, BotWithSession } from '@/lib/api/types'
import { showAtFields } from '@/lib/form-errors'
import { useMay } from '@/lib/powers'

import { useUpdateBot } from './api/update-bot'

/** One part of a bot's settings that is edited and saved as a whole. */
export interface Section<F extends FieldValues> {
  /** What may be entered; messages are keys of `botForm.wrong`. */
  schema: z.ZodMiniType<F, F>
  /** What the form shows of a bot. */
  read: (bot: Bot) => F
  /** The settings that the form stands for, as the API takes them. */
  write: (values: F) => BotChanges
}

export interface BotForm<F extends FieldValues> {
  form: UseFormReturn<F>
  may: boolean
  dirty: boolean
  busy: boolean
  error: unknown
  /** Somebody else has saved other values meanwhile; nothing is sent before it is decided whose count. */
  conflict: boolean
  save: () => void
  discard: () => void
  keepMine: () => void
  /** What is entered and not saved. */
  draft: () => BotChanges
}

/** A form over a section of a bot. It follows what others save as long as nothing was entered. */
export function useBotForm<F extends FieldValues>(bot: BotWithSession, section: Section<F>): BotForm<F> {
  const { t } = useTranslation()
  const toast = useToast()
  const update = useUpdateBot(bot.id)
  const stored = section.read(bot)
  const now = JSON.stringify(stored)
  const [base, setBase] = useState(now)
  const form = useForm<F>({ resolver: zodResolver(section.schema), defaultValues: stored as DefaultValues<F> })
  const { isDirty } = form.formState
  const outdated = base !== now
  if (outdated && !isDirty) setBase(now)
  useEffect(() => {
    if (!form.formState.isDirty) form.reset(JSON.parse(base) as F)
  }, [base, form])

  const start = (values: F, keep = false) => {
    setBase(JSON.stringify(values))
    form.reset(values, { keepValues: keep, keepDirty: keep })
  }
  const draft = () => changed(section.write(form.getValues()), section.write(stored))
  const send = () =>
    update.mutate(
      { changes: draft(), version: bot.version },
      {
        onSuccess: (saved) => {
          start(section.read(saved))
          toast({ title: t('bots.saved') })
        },
        onError: (error) => showAtFields(form, error),
      },
    )
  return {
    form,
    may: useMay('bots.write'),
    dirty: isDirty,
    busy: update.isPending,
    error: update.error,
    conflict: outdated && isDirty && JSON.stringify(form.getValues()) !== now && !update.isPending,
    save: () => void form.handleSubmit(send)(),
    discard: () => {
      update.reset()
      start(stored)
    },
    keepMine: () => {
      update.reset()
      start(stored, true)
    },
    draft,
  }
}

/** The settings that differ from those before: what nobody touched is not sent, so that it can't undo anything. */
export function changed(after: BotChanges, before: BotChanges): BotChanges {
  const differs = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof BotChanges])
  return Object.fromEntries(Object.entries(after).filter(differs))
}
