import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { UnsavedGuard } from '@/components/shared/unsaved-guard'
import { Alert } from '@/components/ui/alert'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { Bot } from '@/lib/api/types'
import { useCloseStale, useOpened } from '@/lib/opened'
import { useMay } from '@/lib/powers'

import { picturesQuery } from '../api/pictures'
import { useUploads } from '../use-uploads'
import { DropZone } from './drop-zone'
import { PictureCard } from './picture-card'
import { UploadCard } from './upload-card'

/** The pictures that a bot may send: dropped here, told what they show, and kept in order. */
export function Pictures({ bot }: { bot: Bot }) {
  const { t } = useTranslation()
  const may = useMay('bots.write')
  const pictures = useQuery(picturesQuery(bot.id))
  // A file that comes before the limit is known is measured when it is sent.
  const maxBytes = pictures.data?.max_bytes ?? Infinity
  const { uploads, add, retry, forget } = useUploads(bot.id, maxBytes)
  const items = pictures.data?.items ?? []
  const edit = useOpened('edit')
  useCloseStale(edit, edit.value !== undefined && pictures.data?.items.every(({ id }) => id !== edit.value) === true)
  const full = pictures.data !== undefined && items.length >= pictures.data.limit
  return (
    <Card aria-label={t('pictures.title')}>
      <CardHeader>
        <CardTitle>{t('pictures.title')}</CardTitle>
        {pictures.data ? <span className="text-[0.8125rem] text-muted">{t('pictures.count', { count: items.length, limit: pictures.data.limit })}</span> : null}
      </CardHeader>
      <CardContent className="space-y-4">
        <p className="max-w-2xl text-muted">{t('pictures.text')}</p>
        {bot.features.pictures ? null : (
          <Alert tone="info" title={t('pictures.offTitle')}>
            {t('pictures.offText')}
          </Alert>
        )}
        {may ? <DropZone full={full} maxBytes={pictures.data?.max_bytes} onFiles={add} /> : null}
        {pictures.isError && !pictures.data ? (
          <ErrorState error={pictures.error} title={t('pictures.loadFailed')} retry={() => void pictures.refetch()} />
        ) : null}
        <ul aria-label={t('pictures.title')} className="grid items-start gap-4 empty:hidden sm:grid-cols-2 xl:grid-cols-3">
          {uploads.map((upload) => (
            <UploadCard key={upload.key} botId={bot.id} upload={upload} maxBytes={maxBytes} onRetry={() => retry(upload)} onDone={() => forget(upload)} />
          ))}
          {items.map((picture) => (
            <PictureCard key={picture.id} picture={picture} mayChange={may} />
          ))}
        </ul>
        {pictures.isPending ? <PicturesSkeleton /> : null}
        {pictures.data && items.length === 0 && uploads.length === 0 ? <p className="text-muted">{t(may ? 'pictures.empty' : 'pictures.emptyReader')}</p> : null}
      </CardContent>
      <UnsavedGuard dirty={uploads.some(({ refusal }) => refusal === null)} />
    </Card>
  )
}

function PicturesSkeleton() {
  return (
    <div aria-hidden className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {[0, 1, 2].map((card) => (
        <Skeleton key={card} className="h-64 rounded-lg" />
      ))}
    </div>
  )
}
