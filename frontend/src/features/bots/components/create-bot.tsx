import { zodResolver } from '@hookform/resolvers/zod'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { cn } from '@/lib/cn'
import { showAtFields } from '@/lib/form-errors'
import { useOpened } from '@/lib/opened'

import { useCreateBot } from '../api/create-bot'
import { TEMPLATES, templatePrompt, type Template } from '../templates'
import { behaviour, type BehaviourValues } from '../sections/behaviour'
import { LanguageField, NameField, PromptField } from './bot-fields'

/** The button that opens the form for a new bot. Without `onCreated` the page it stands on is where one goes on. */
export function CreateBot({ onCreated }: { onCreated?: (botId: string) => void }) {
  const { t } = useTranslation()
  const { value, open, close } = useOpened('new')
  return (
    <Dialog open={value ?? false} onOpenChange={(is) => (is ? open(true) : close())}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          {t('bots.create')}
        </Button>
      </DialogTrigger>
      <DialogContent title={t('bots.createTitle')} description={t('bots.createText')}>
        <CreateBotForm onCreated={onCreated ?? close} />
      </DialogContent>
    </Dialog>
  )
}

function CreateBotForm({ onCreated }: { onCreated: (botId: string) => void }) {
  const { t } = useTranslation()
  const create = useCreateBot()
  const [template, setTemplate] = useState<Template>('blank')
  const form = useForm<BehaviourValues>({ resolver: zodResolver(behaviour.schema), defaultValues: { name: '', prompt: '', language: '' } })
  const { register, formState, setValue, getValues, handleSubmit } = form
  const choose = (next: Template) => {
    setTemplate(next)
    setValue('prompt', templatePrompt(next, getValues('language')), { shouldDirty: true })
  }
  const submit = handleSubmit((values) =>
    create.mutate(
      { ...values, language: values.language || null },
      { onSuccess: (bot) => onCreated(bot.id), onError: (error) => void showAtFields(form, error) },
    ),
  )
  const fields = { register, errors: formState.errors }
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <NameField {...fields} />
      <LanguageField {...fields} />
      <TemplateChoice chosen={template} onChoose={choose} />
      <PromptField {...fields} />
      {create.error ? <ErrorState error={create.error} title={t('bots.createFailed')} /> : null}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" busy={create.isPending}>
          {t('bots.create')}
        </Button>
      </DialogFooter>
    </form>
  )
}

function TemplateChoice({ chosen, onChoose }: { chosen: Template; onChoose: (template: Template) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="space-y-1.5">
      <legend className="mb-1.5 text-sm font-medium">{t('bots.template')}</legend>
      <div className="grid grid-cols-2 gap-2">
        {TEMPLATES.map((template) => (
          <button
            key={template}
            type="button"
            aria-pressed={template === chosen}
            onClick={() => onChoose(template)}
            className={cn(
              'min-h-10 rounded-md border px-3 py-2 text-left text-sm transition-colors hover:bg-sunken',
              template === chosen && 'border-accent bg-accent-soft font-medium text-accent-text hover:bg-accent-soft',
            )}
          >
            {t(`bots.templates.${template}`)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
