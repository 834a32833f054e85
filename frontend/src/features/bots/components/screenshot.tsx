import { useQuery } from '@tanstack/react-query'
import { Camera, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import type { BotWithSession, Screenshot } from '@/lib/api/types'
import { useOpened } from '@/lib/opened'
import { full } from '@/lib/time'

import { screenshotQuery, useTakeScreenshot } from '../api/session'

/** A look at the page that the bot has open, for support. */
export function ScreenshotButton({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const { value, open, close } = useOpened('screenshot')
  return (
    <Dialog open={value ?? false} onOpenChange={(is) => (is ? open(true) : close())}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Camera aria-hidden />
          {t('screenshot.open')}
        </Button>
      </DialogTrigger>
      <DialogContent title={t('screenshot.title', { name: bot.name })} description={t('screenshot.text')} className="sm:max-w-3xl">
        <Newest bot={bot} />
      </DialogContent>
    </Dialog>
  )
}

function Newest({ bot }: { bot: BotWithSession }) {
  const { t, i18n } = useTranslation()
  const newest = useQuery(screenshotQuery(bot.id))
  const take = useTakeScreenshot(bot.id)
  const pending = take.isPending || newest.data?.status === 'pending'
  return (
    <div className="space-y-4">
      <div className="grid aspect-video place-items-center overflow-hidden rounded-lg border bg-sunken">
        {newest.isPending || pending ? <LoaderCircle aria-label={t('screenshot.coming')} className="size-6 animate-spin text-muted" /> : null}
        {newest.data && !pending ? <Taken screenshot={newest.data} name={bot.name} /> : null}
      </div>
      {newest.error ? <ErrorState error={newest.error} title={t('screenshot.loadFailed')} retry={() => void newest.refetch()} /> : null}
      {take.error ? <ErrorState error={take.error} title={t('screenshot.failed')} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{newest.data?.taken_at ? t('screenshot.takenAt', { time: full(newest.data.taken_at, i18n.language) }) : t('screenshot.audited')}</p>
        <Button busy={pending} onClick={() => take.mutate()}>
          {t('screenshot.take')}
        </Button>
      </div>
    </div>
  )
}

function Taken({ screenshot, name }: { screenshot: Screenshot; name: string }) {
  const { t } = useTranslation()
  if (screenshot.url) return <img src={screenshot.url} alt={t('screenshot.alt', { name })} className="h-full w-full object-contain" />
  if (screenshot.error) {
    return (
      <Alert tone="warning" title={t('screenshot.failed')} className="m-4">
        {screenshot.error}
      </Alert>
    )
  }
  return <p className="px-6 text-center text-muted">{t('screenshot.none')}</p>
}
