import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { CreateTenantBody } from '@/lib/api/limits'
import { showAtFields, useWrong } from '@/lib/form-errors'

import { useCreateWorkplace, useSwitchWorkplace } from '../api/account'

const { maxLength } = CreateTenantBody.name
const schema = z.object({ name: z.string().check(z.trim(), z.minLength(1, 'nameRequired'), z.maxLength(maxLength)) })

interface NewWorkplaceProps {
  onClose: () => void
  /** When one is signed in to the new workspace. */
  onEnter: () => void
}

/** The form for a workspace of one's own; it leads straight into it. */
export function NewWorkplace({ onClose, onEnter }: NewWorkplaceProps) {
  const { t } = useTranslation()
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t('workplaces.newTitle')} description={t('workplaces.newText')} className="sm:max-w-md">
        <NewWorkplaceForm onEnter={onEnter} />
      </DialogContent>
    </Dialog>
  )
}

function NewWorkplaceForm({ onEnter }: Pick<NewWorkplaceProps, 'onEnter'>) {
  const { t } = useTranslation()
  const create = useCreateWorkplace()
  const enter = useSwitchWorkplace()
  const wrong = useWrong('workplaces')
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '' } })
  // Made and not entered: trying again must not make a second one.
  const made = create.data
  const go = ({ id }: { id: string }) => enter.mutate({ id }, { onSuccess: onEnter })
  const submit = form.handleSubmit((values) => {
    if (made) go(made)
    else create.mutate(values, { onSuccess: go, onError: (error) => void showAtFields(form, error) })
  })
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field label={t('workplaces.name')} hint={t('workplaces.nameHint')} error={wrong(form.formState.errors.name)}>
        {(attributes) => (
          <Input {...attributes} autoComplete="organization" maxLength={maxLength} readOnly={made !== undefined} {...form.register('name')} />
        )}
      </Field>
      {create.error ? <ErrorState error={create.error} title={t('workplaces.createFailed')} /> : null}
      {enter.error ? <ErrorState error={enter.error} title={t('workplaces.enterFailed')} /> : null}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" busy={create.isPending || enter.isPending}>
          {made ? t('workplaces.enter') : t('workplaces.create')}
        </Button>
      </DialogFooter>
    </form>
  )
}
