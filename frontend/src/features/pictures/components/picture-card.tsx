import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ConfirmDialog } from '@/components/shared/confirm-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { Picture } from '@/lib/api/types'
import { useOpened } from '@/lib/opened'

import { useRemovePicture, useUpdatePicture } from '../api/pictures'
import { PictureForm } from './picture-form'

interface PictureCardProps {
  picture: Picture
  mayChange: boolean
}

/** A picture with what is said of it; the whole of it opens in a tab of its own. */
export function PictureCard({ picture, mayChange }: PictureCardProps) {
  const { t, i18n } = useTranslation()
  const edit = useOpened('edit')
  const [removing, setRemoving] = useState(false)
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(picture.size / 1000)
  return (
    <li className="flex flex-col overflow-hidden rounded-lg border" data-picture={picture.id}>
      <a href={picture.url} target="_blank" rel="noreferrer" aria-label={t('pictures.open', { name: picture.description })}>
        <img src={picture.thumbnail_url} alt={picture.description} loading="lazy" className="aspect-4/3 w-full bg-sunken object-contain" />
      </a>
      <div className="flex flex-1 flex-col gap-2 p-3.5">
        <p className="font-medium break-words">{picture.description}</p>
        <ul aria-label={t('pictures.keywords')} className="flex flex-wrap gap-1.5 empty:hidden">
          {picture.keywords.map((word) => (
            <li key={word} className="max-w-full">
              <Badge className="max-w-full">
                <span className="truncate">{word}</span>
              </Badge>
            </li>
          ))}
        </ul>
        <div className="mt-auto flex items-center justify-between gap-2 pt-1">
          <span className="text-xs text-muted tabular-nums">
            {picture.width} × {picture.height} · {size}
          </span>
          {mayChange ? (
            <span className="flex gap-0.5">
              <Button variant="ghost" size="icon" className="size-8" aria-label={t('pictures.edit', { name: picture.description })} onClick={() => edit.open(picture.id)}>
                <Pencil />
              </Button>
              <Button variant="ghost" size="icon" className="size-8" aria-label={t('pictures.remove', { name: picture.description })} onClick={() => setRemoving(true)}>
                <Trash2 />
              </Button>
            </span>
          ) : null}
        </div>
      </div>
      {mayChange && edit.value === picture.id ? <EditPicture picture={picture} onClose={edit.close} /> : null}
      {removing ? <RemovePicture picture={picture} onClose={() => setRemoving(false)} /> : null}
    </li>
  )
}

interface PictureDialogProps {
  picture: Picture
  onClose: () => void
}

function EditPicture({ picture, onClose }: PictureDialogProps) {
  const { t } = useTranslation()
  const update = useUpdatePicture(picture.bot_id)
  return (
    <Dialog open onOpenChange={(is) => (is ? undefined : onClose())}>
      <DialogContent title={t('pictures.editTitle')}>
        <PictureForm
          said={picture}
          submit={t('common.save')}
          busy={update.isPending}
          error={update.error}
          onSubmit={(said, onError) => update.mutate({ id: picture.id, said }, { onSuccess: onClose, onError })}
          onCancel={onClose}
        />
      </DialogContent>
    </Dialog>
  )
}

function RemovePicture({ picture, onClose }: PictureDialogProps) {
  const { t } = useTranslation()
  const remove = useRemovePicture(picture.bot_id)
  return (
    <ConfirmDialog
      title={t('pictures.removeTitle')}
      description={t('pictures.removeText', { name: picture.description })}
      confirm={t('pictures.removeConfirm')}
      busy={remove.isPending}
      error={remove.error}
      errorTitle={t('pictures.removeFailed')}
      onConfirm={() => remove.mutate(picture.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
