import { ImagePlus } from 'lucide-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'

import { megabytes, MIMES } from '../checks'

interface DropZoneProps {
  full: boolean
  /** How many bytes a file may have, as soon as that is known. */
  maxBytes: number | undefined
  onFiles: (files: File[]) => void
}

/** Where pictures are dropped, or chosen with a click or a key. */
export function DropZone({ full, maxBytes, onFiles }: DropZoneProps) {
  const { t, i18n } = useTranslation()
  const [over, setOver] = useState(false)
  const drag = (is: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(is)
  }
  const drop = (event: DragEvent) => {
    drag(false)(event)
    if (!full) onFiles([...event.dataTransfer.files])
  }
  return (
    <label
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
      className={cn(
        'flex flex-col items-center gap-2 rounded-lg border-2 border-dashed px-4 py-8 text-center transition-colors focus-within:border-accent',
        full ? 'opacity-60' : 'cursor-pointer hover:bg-sunken',
        over && !full && 'border-accent bg-accent-soft',
      )}
    >
      <ImagePlus aria-hidden className="size-6 text-muted" />
      <span className="font-medium">{full ? t('pictures.full') : t('pictures.drop')}</span>
      <span className="min-h-5 text-[0.8125rem] text-muted">
        {maxBytes === undefined ? null : t('pictures.kinds', { size: megabytes(maxBytes, i18n.language) })}
      </span>
      <input
        type="file"
        multiple
        disabled={full}
        accept={MIMES.join(',')}
        aria-label={t('pictures.choose')}
        className="sr-only"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          // So that the same file can be chosen again after it was refused.
          target.value = ''
        }}
      />
    </label>
  )
}
