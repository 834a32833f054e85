import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'

import { useCompletePicture } from '../api/pictures'
import { megabytes } from '../checks'
import type { Upload } from '../use-uploads'
import { PictureForm } from './picture-form'

interface UploadCardProps {
  botId: string
  upload: Upload
  /** How many bytes a file may have. */
  maxBytes: number
  onRetry: () => void
  /** It has become a picture, or is given up. */
  onDone: () => void
}

/** A file on its way: seen at once, described while it is being sent. */
export function UploadCard({ botId, upload, maxBytes, onRetry, onDone }: UploadCardProps) {
  const { t, i18n } = useTranslation()
  const complete = useCompletePicture(botId)
  const { id, file, preview, refusal, error } = upload
  return (
    <li className="overflow-hidden rounded-lg border" data-upload={file.name}>
      {refusal === 'type' ? null : <img src={preview} alt="" className="aspect-4/3 w-full bg-sunken object-contain" />}
      <div className="space-y-3 p-3.5">
        <p className="truncate font-medium">{file.name}</p>
        {refusal ? (
          <Alert title={t('pictures.refused')} action={<Button variant="outline" size="sm" onClick={onDone}>{t('pictures.dismiss')}</Button>}>
            {t(`pictures.refusal.${refusal}`, { size: megabytes(maxBytes, i18n.language) })}
          </Alert>
        ) : (
          <>
            {error ? <ErrorState error={error} title={t('pictures.uploadFailed')} retry={onRetry} /> : <Progress upload={upload} />}
            <PictureForm
              submit={t('pictures.add')}
              busy={complete.isPending}
              waiting={id === null}
              error={complete.error}
              onSubmit={(said, onError) => (id === null ? undefined : complete.mutate({ id, said }, { onSuccess: onDone, onError }))}
              onCancel={onDone}
            />
          </>
        )}
      </div>
    </li>
  )
}

function Progress({ upload: { id, file, progress } }: { upload: Upload }) {
  const { t, i18n } = useTranslation()
  const part = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(progress)
  return (
    <div className="space-y-1 text-[0.8125rem] text-muted">
      <div
        role="progressbar"
        aria-label={t('pictures.progress', { name: file.name })}
        aria-valuenow={Math.round(progress * 100)}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full origin-left rounded-full bg-accent transition-transform" style={{ transform: `scaleX(${progress})` }} />
      </div>
      {id === null ? t('pictures.sending', { part }) : t('pictures.sent')}
    </div>
  )
}
