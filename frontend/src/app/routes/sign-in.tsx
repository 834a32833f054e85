import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { SignInForm } from '@/features/auth/components/sign-in-form'
import { useSignInErrorText } from '@/features/auth/sign-in-error'

import { FrontDoor } from '../layout/front-door'

export function SignInPage() {
  const { t } = useTranslation()
  const { next, error } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const router = useRouter()
  const errorText = useSignInErrorText()
  const go = async () => {
    await router.invalidate()
    if (next) router.history.push(next)
    else await navigate({ to: '/' })
  }
  return (
    <FrontDoor title={t('signIn.title')} text={t('signIn.text')}>
      {error === 'ended' ? <Alert tone="warning" title={errorText(error)} /> : null}
      {error && error !== 'ended' ? <Alert title={t('signIn.errors.failed')}>{errorText(error)}</Alert> : null}
      <Card className="p-5 sm:p-6">
        <SignInForm next={next} onSignedIn={() => void go()} />
      </Card>
    </FrontDoor>
  )
}
