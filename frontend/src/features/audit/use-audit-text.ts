import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { botsQuery } from '@/lib/api/queries'
import { full } from '@/lib/time'

import { textOf } from './changes'

/** Fields whose values are codes of the API; in all others a word is what somebody wrote. */
const CODED = new Set(['action', 'answering', 'days', 'desired', 'kind', 'mode', 'outcome', 'state', 'status', 'type'])

/** The log's codes in the reader's words; what a newer API knows and these pages don't is shown as it is. */
export function useAuditText() {
  const { t, i18n } = useTranslation()
  const bots = useQuery(botsQuery).data
  return useMemo(() => {
    const known = (key: string, otherwise: string) => (i18n.exists(key) ? t(key as 'audit.title') : otherwise)
    const field = (name: string) => known(`audit.field.${name}`, name.replaceAll('_', ' '))
    const words = {
      nothing: t('audit.nothing'),
      yes: t('audit.yes'),
      no: t('audit.no'),
      moment: (iso: string) => full(iso, i18n.language),
      field,
    }
    const coded = (value: unknown) => (typeof value === 'string' ? known(`audit.value.${value}`, value) : value)
    const value = (path: string[], value: unknown) => {
      const name = path.at(-1) ?? ''
      if (name === 'role' && typeof value === 'string') return known(`role.${value}`, value)
      if (name === 'bot_id') return bots?.find(({ id }) => id === value)?.name ?? textOf(value, words)
      return textOf(CODED.has(name) ? (Array.isArray(value) ? value.map(coded) : coded(value)) : value, words)
    }
    return {
      action: (action: string) => known(`audit.action.${action}`, action),
      subjectType: (type: string) => known(`audit.subjectType.${type}`, type),
      field: (path: string[]) => path.map(field).join(' › '),
      value,
    }
  }, [t, i18n, bots])
}
