import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { full } from '@/lib/time'

import { textOf } from './changes'

/** The log's codes in the reader's words; what a newer API knows and these pages don't is shown as it is. */
export function useAuditText() {
  const { t, i18n } = useTranslation()
  return useMemo(() => {
    const known = (key: string, otherwise: string) => (i18n.exists(key) ? t(key as 'audit.title') : otherwise)
    const words = {
      nothing: t('audit.nothing'),
      yes: t('audit.yes'),
      no: t('audit.no'),
      moment: (iso: string) => full(iso, i18n.language),
    }
    return {
      action: (action: string) => known(`audit.action.${action}`, action),
      subjectType: (type: string) => known(`audit.subjectType.${type}`, type),
      field: (field: string) => known(`audit.field.${field}`, field),
      value: (field: string, value: unknown) =>
        field === 'role' && typeof value === 'string' ? known(`role.${value}`, value) : textOf(value, words),
    }
  }, [t, i18n])
}
