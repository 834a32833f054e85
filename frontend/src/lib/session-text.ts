import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import type { Session } from './api/types'

/** Why the session is in its state and what to do, in the reader's language; the API's own words for what is new. */
export function useSessionText(): (session: Pick<Session, 'status' | 'reason' | 'remedy'>) => string | null {
  const { t, i18n } = useTranslation()
  return useCallback(
    ({ status, reason, remedy }) => {
      if (status === 'WORKING') return t('session.working')
      if (status === 'STOPPED' && reason === 'qr_not_scanned') return t('session.reason.qr_unscanned')
      const key = `session.reason.${reason ?? ''}`
      // The key is made from what the API says; a newer API may know reasons that these pages don't.
      return reason && i18n.exists(key) ? t(key as 'session.reason.conflict') : remedy
    },
    [t, i18n],
  )
}
