import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { ApiError, NetworkError } from './api/http'

/** Turns an error into one sentence for people, in their language where it is known, else in the API's words. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error) => {
      if (error instanceof NetworkError) return error.message === 'timeout' ? t('errors.timeout') : t('errors.network')
      if (!(error instanceof ApiError)) return t('errors.unexpected')
      if (error.status === 429 && error.retryAfter) return t('errors.rateLimited', { seconds: error.retryAfter })
      const known = `apiError.${error.code}`
      // The key is made from what the API says; a newer API may know codes that these pages don't.
      if (i18n.exists(known)) return t(known as 'apiError.last_owner')
      switch (error.code) {
        case 'unauthenticated':
          return t('errors.unauthenticated')
        case 'forbidden':
          return t('errors.forbidden')
        case 'not_found':
          return t('errors.notFound')
        case 'conflict':
          return t('errors.conflict')
        case 'unavailable':
          return t('errors.unavailable')
        default:
          return error.detail ?? (error.status >= 500 ? t('errors.server') : t('errors.unexpected'))
      }
    },
    [t, i18n],
  )
}
