import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { useToast } from '@/components/ui/toast'
import { ApiError } from '@/lib/api/http'
import type { Bot } from '@/lib/api/types'
import { useMay } from '@/lib/powers'

import { useUpdateBot } from '../api/update-bot'
import { botSchema, LanguageField, NameField, PromptField, type BotForm } from './bot-fields'

/** Name, language and prompt of a bot. Somebody else's newer change is never overwritten unseen. */
export function BehaviourForm({ bot }: { bot: Bot }) {
  const { t } = useTranslation()
  const may = useMay('bots.write')
  const toast = useToast()
  const update = useUpdateBot(bot.id)
  const stored: BotForm = { name: bot.name, prompt: bot.prompt, language: bot.language ?? '' }
  const form = useForm<BotForm>({
    resolver: zodResolver(botSchema),
    values: stored,
    resetOptions: { keepDirtyValues: true },
  })
  const { register, formState, handleSubmit, reset } = form
  const save = handleSubmit((values) =>
    update.mutate(
      { changes: { ...values, language: values.language || null }, version: bot.version },
      {
        onSuccess: () => {
          reset(values)
          toast({ title: t('bots.saved') })
        },
      },
    ),
  )
  const fields = { register, errors: formState.errors, disabled: !may }
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('bots.behaviour')}</CardTitle>
      </CardHeader>
      <CardContent>
        <form onSubmit={save} noValidate className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <NameField {...fields} />
            <LanguageField {...fields} />
          </div>
          <PromptField {...fields} />
          {update.error ? <SaveError error={update.error} /> : null}
          {may ? (
            <div className="flex items-center justify-end gap-2">
              <Button variant="ghost" disabled={!formState.isDirty || update.isPending} onClick={() => reset(stored)}>
                {t('common.discard')}
              </Button>
              <Button type="submit" disabled={!formState.isDirty} busy={update.isPending}>
                {t('common.save')}
              </Button>
            </div>
          ) : (
            <p className="text-muted">{t('bots.readOnly')}</p>
          )}
        </form>
      </CardContent>
    </Card>
  )
}

function SaveError({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const outdated = error instanceof ApiError && (error.status === 409 || error.status === 412)
  return outdated ? (
    <Alert tone="warning" title={t('bots.conflictTitle')}>
      {t('bots.conflictText')}
    </Alert>
  ) : (
    <ErrorState error={error} title={t('bots.saveFailed')} />
  )
}
