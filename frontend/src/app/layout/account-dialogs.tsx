import { lazy, Suspense } from 'react'

import { useOpened } from '@/lib/opened'
import { useMe } from '@/lib/powers'

// Needed rarely: no reason for everybody to load them with the first page.
const ChangePassword = lazy(async () => ({ default: (await import('@/features/account/components/change-password')).ChangePassword }))
const NewWorkplace = lazy(async () => ({ default: (await import('@/features/account/components/new-workplace')).NewWorkplace }))

/** What somebody does with their own account, above whatever page they are on. */
export function AccountDialogs() {
  const { config } = useMe()
  const { value, close } = useOpened('account')
  return (
    <Suspense>
      {value === 'password' ? <ChangePassword onClose={close} /> : null}
      {value === 'workplace' && config.sign_up_open ? <NewWorkplace onClose={close} onEnter={() => window.location.assign('/')} /> : null}
    </Suspense>
  )
}
