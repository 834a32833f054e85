import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Logo } from '@/components/shared/logo'
import { Button } from '@/components/ui/button'

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

/** A page that could not be shown. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  useEffect(() => boundary.reset(), [boundary])
  return (
    <main className="mx-auto w-full max-w-lg px-4 py-16">
      <ErrorState
        error={error}
        title={t('errors.page')}
        retry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </main>
  )
}

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <main className="grid min-h-[70dvh] place-items-center">
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
    </main>
  )
}
