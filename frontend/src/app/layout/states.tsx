import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Logo } from '@/components/shared/logo'
import { Button } from '@/components/ui/button'
import { useTitle } from '@/lib/use-title'

import { PageLoadError } from '../load-page'

/** While it is not known yet who is there. */
export function PagePending() {
  const { t } = useTranslation()
  return (
    <div role="status" className="grid min-h-dvh place-items-center">
      <Logo className="size-10 animate-pulse" />
      <span className="sr-only">{t('common.loading')}</span>
    </div>
  )
}

/** A page that could not be shown; one that only lacked the network comes by itself when it is back. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  useEffect(() => boundary.reset(), [boundary])
  const notLoaded = error instanceof PageLoadError
  useEffect(() => {
    if (!notLoaded) return
    const reload = () => window.location.reload()
    window.addEventListener('online', reload)
    return () => window.removeEventListener('online', reload)
  }, [notLoaded])
  return (
    <main className="mx-auto w-full max-w-lg px-4 py-16">
      <ErrorState
        error={error}
        title={t('errors.page')}
        retry={() => {
          if (notLoaded && navigator.onLine) window.location.reload()
          reset()
          void router.invalidate()
        }}
      />
    </main>
  )
}

/** An address that leads nowhere; somebody who is signed in keeps the way to all pages around it. */
export function NotFound() {
  const { t } = useTranslation()
  useTitle(t('errors.noPage'))
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={Compass}
        title={t('errors.noPage')}
        action={
          <Button asChild variant="outline">
            <Link to="/">{t('errors.toStart')}</Link>
          </Button>
        }
      >
        {t('errors.noPageText')}
      </EmptyState>
    </div>
  )
}
