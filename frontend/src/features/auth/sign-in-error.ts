import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** What the code in the sign-in page's address means, as a sentence; codes of a newer API get a general one. */
export function useSignInErrorText(): (code: string) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (code) => {
      const key = [`signInError.${code}`, `apiError.${code}`].find((known) => /^\w+\.\w+$/.test(known) && i18n.exists(known))
      return t((key ?? 'signInError.other') as 'signInError.other')
    },
    [t, i18n],
  )
}
