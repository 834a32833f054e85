import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ApiError } from '@/lib/api/http'

import type { Said } from '../api/pictures'
import { MAX_DESCRIPTION } from '../checks'
import { KeywordsInput } from './keywords-input'

interface PictureFormProps {
  said?: Said
  submit: string
  busy: boolean
  /** Why it can't be submitted yet, though it may be filled in already. */
  waiting?: boolean
  error: unknown
  onSubmit: (said: Said) => void
  onCancel: () => void
}

/** What a picture shows, and the words of customers that it is an answer to. */
export function PictureForm({ said, submit, busy, waiting = false, error, onSubmit, onCancel }: PictureFormProps) {
  const { t } = useTranslation()
  const [description, setDescription] = useState(said?.description ?? '')
  const [keywords, setKeywords] = useState(said?.keywords ?? [])
  const [tried, setTried] = useState(false)
  const empty = description.trim() === ''
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!empty && !waiting) onSubmit({ description: description.trim(), keywords })
  }
  const fields = error instanceof ApiError ? error.fields : {}
  const wrong = tried && empty ? t('pictures.descriptionRequired') : fields.description
  return (
    <form onSubmit={send} noValidate className="space-y-3">
      <Field label={t('pictures.description')} hint={t('pictures.descriptionHint')} error={wrong}>
        {(attributes) => (
          <Input {...attributes} autoComplete="off" maxLength={MAX_DESCRIPTION} value={description} onChange={({ target }) => setDescription(target.value)} />
        )}
      </Field>
      <KeywordsInput keywords={keywords} onChange={setKeywords} />
      {error ? <ErrorState error={error} title={t('pictures.saveFailed')} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" busy={busy} disabled={waiting}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
