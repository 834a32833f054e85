import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

import { useCreateWorkplace, useSwitchWorkplace } from '../api/account'

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
  const [name, setName] = useState('')
  const [empty, setEmpty] = useState(false)
  // Made and not entered: trying again must not make a second one.
  const made = create.data
  const go = ({ id }: { id: string }) => enter.mutate({ id }, { onSuccess: onEnter })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setEmpty(name.trim() === '')
    if (made) go(made)
    else if (name.trim() !== '') create.mutate({ name: name.trim() }, { onSuccess: go })
  }
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field label={t('workplaces.name')} hint={t('workplaces.nameHint')} error={empty ? t('workplaces.nameRequired') : undefined}>
        {(attributes) => (
          <Input {...attributes} autoComplete="organization" maxLength={100} readOnly={made !== undefined} value={name} onChange={({ target }) => setName(target.value)} />
        )}
      </Field>
      {create.error ? <ErrorState error={create.error} title={t('workplaces.createFailed')} /> : null}
      {enter.error ? <ErrorState error={enter.error} title={t('workplaces.enterFailed')} /> : null}
      <div className="flex justify-end gap-2 pt-1">
        <DialogClose asChild>
          <Button variant="outline">{t('common.cancel')}</Button>
        </DialogClose>
        <Button type="submit" busy={create.isPending || enter.isPending}>
          {made ? t('workplaces.enter') : t('workplaces.create')}
        </Button>
      </div>
    </form>
  )
}
