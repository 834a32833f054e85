import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** The sentence for what is wrong with a field: ours by its key, else the API's own. */
export function useWrong(): (error: { message?: string } | undefined) => string | undefined {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error) => {
      if (!error?.message) return undefined
      const key = `botForm.wrong.${error.message}`
      return i18n.exists(key) ? t(key as 'botForm.wrong.required') : error.message
    },
    [t, i18n],
  )
}
