import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { Logo } from '@/components/shared/logo'
import { Card } from '@/components/ui/card'
import { SignInForm } from '@/features/auth/components/sign-in-form'

export function SignInPage() {
  const { t } = useTranslation()
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const router = useRouter()
  const go = async () => {
    await router.invalidate()
    if (next) router.history.push(next)
    else await navigate({ to: '/' })
  }
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm space-y-6">
        <header className="flex flex-col items-center gap-4 text-center">
          <Logo className="size-12" />
          <div className="space-y-1">
            <h1 className="text-xl font-semibold tracking-tight">{t('signIn.title')}</h1>
            <p className="text-muted">{t('signIn.text')}</p>
          </div>
        </header>
        <Card className="p-5 sm:p-6">
          <SignInForm onSignedIn={() => void go()} />
        </Card>
      </div>
    </main>
  )
}
