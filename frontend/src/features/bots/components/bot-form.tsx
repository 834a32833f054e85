import type { KeyboardEvent, ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { UnsavedGuard } from '@/components/shared/unsaved-guard'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'

import { isOutdated } from '../api/update-bot'
import type { BotForm } from '../use-bot-form'

interface BotFormCardProps<F extends FieldValues> {
  of: BotForm<F>
  title: string
  /** What these settings are for, in a sentence or two. */
  text?: string
  className?: string
  children: ReactNode
}

/** The frame of a section: what it is for, its fields, and what is to be done with what was entered. */
export function BotFormCard<F extends FieldValues>({ of, title, text, className = 'max-w-3xl', children }: BotFormCardProps<F>) {
  const { t } = useTranslation()
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    if (of.dirty && !of.busy && !of.conflict) of.save()
  }
  return (
    <Card aria-label={title} className={className}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <form
        noValidate
        onKeyDown={saveByKey}
        onSubmit={(event) => {
          event.preventDefault()
          of.save()
        }}
      >
        <CardContent>
          {text ? <p className="mb-4 max-w-2xl text-muted">{text}</p> : null}
          <fieldset disabled={!of.may} className="min-w-0 space-y-4">
            {children}
          </fieldset>
          {of.may ? null : <p className="mt-4 text-muted">{t('bots.readOnly')}</p>}
        </CardContent>
        {of.may ? <SaveBar of={of} /> : null}
      </form>
      <UnsavedGuard dirty={of.dirty} />
    </Card>
  )
}

/** Stays in sight below long forms, above a phone's bar of pages. */
function SaveBar<F extends FieldValues>({ of }: { of: BotForm<F> }) {
  const { t } = useTranslation()
  return (
    <div className="sticky bottom-14 z-10 space-y-3 rounded-b-xl border-t bg-surface px-4 py-3 md:bottom-0">
      {of.conflict ? <Conflict of={of} /> : of.error ? <SaveError error={of.error} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="mr-auto text-[0.8125rem] text-muted">
          {of.dirty ? t('botForm.unsaved') : ''}
        </p>
        <Button variant="ghost" disabled={!of.dirty || of.busy} onClick={of.discard}>
          {t('common.discard')}
        </Button>
        <Button type="submit" disabled={!of.dirty || of.conflict} busy={of.busy}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  )
}

function Conflict<F extends FieldValues>({ of }: { of: BotForm<F> }) {
  const { t } = useTranslation()
  return (
    <Alert
      tone="warning"
      title={t('botForm.conflictTitle')}
      action={
        <div className="flex flex-wrap gap-2">
          <Button variant="outline" size="sm" onClick={of.discard}>
            {t('botForm.takeTheirs')}
          </Button>
          <Button variant="outline" size="sm" onClick={of.keepMine}>
            {t('botForm.keepMine')}
          </Button>
        </div>
      }
    >
      {t('botForm.conflictText')}
    </Alert>
  )
}

function SaveError({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!isOutdated(error)) return <ErrorState error={error} title={t('bots.saveFailed')} />
  return (
    <Alert tone="warning" title={t('bots.conflictTitle')}>
      {t('botForm.elsewhereText')}
    </Alert>
  )
}
