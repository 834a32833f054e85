import { FileText, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { sizeText } from './media'

/** The address under which the page can show a file that was chosen, as long as it is shown. */
export function useFileUrl(file: File | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!file?.type.startsWith('image/')) return
    const made = URL.createObjectURL(file)
    // eslint-disable-next-line react-hooks/set-state-in-effect -- The address lives as long as this effect.
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
      setUrl(null)
    }
  }, [file])
  return url
}

/** The file that will go with the next message; its caption is what is written. */
export function Attachment({ file, onRemove }: { file: File; onRemove: () => void }) {
  const { t, i18n } = useTranslation()
  const url = useFileUrl(file)
  return (
    <div className="mb-2 flex items-center gap-3 rounded-lg border bg-sunken p-2" data-testid="attachment">
      {url ? <img src={url} alt={t('composer.preview')} className="size-14 rounded-md object-cover" /> : <FileText aria-hidden className="size-8 text-muted" />}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{file.name}</span>
        <span className="block text-xs text-muted">{sizeText(file.size, i18n.language)}</span>
      </span>
      <button type="button" aria-label={t('composer.removeFile')} onClick={onRemove} className="grid size-8 place-items-center rounded-md text-muted hover:bg-surface">
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
