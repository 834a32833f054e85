/** What forms say about their fields: by rules of their own before they are sent, and by the API's answer after it. */

import { useCallback } from 'react'
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { ApiError } from './api/http'

/** A rule's message: the key of its sentence, and the limit that stands in it. */
export function beyond(key: string, limit: number): string {
  return `${key}:${limit}`
}

/** The key and the limit of a rule's message; a message that is no rule's is its own key. */
export function ruleOf(message: string): { key: string; limit: number | undefined } {
  const rule = /^(\w+):(\d+)$/.exec(message)
  return rule ? { key: rule[1] ?? '', limit: Number(rule[2]) } : { key: message, limit: undefined }
}

/**
 * The sentence for what is wrong with a field: ours below `path` in the texts by its key, where `{{limit}}` stands for
 * the limit, else the API's own.
 */
export function useWrong(path: string): (error: { message?: string } | undefined) => string | undefined {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error) => {
      if (!error?.message) return undefined
      const { key, limit } = ruleOf(error.message)
      const text = `${path}.${key}`
      // The key is made from a message, which types can't follow.
      return i18n.exists(text) ? t(text as 'botForm.wrong.tooLong', { limit: limit?.toLocaleString(i18n.language) ?? '' }) : error.message
    },
    [t, i18n, path],
  )
}

type Form<F extends FieldValues> = Pick<UseFormReturn<F>, 'getValues' | 'setError'>

/**
 * Puts what the API says against single fields where these stand, and the focus on the first of them. `names` are those
 * that the form calls otherwise than the API. Tells whether the API said something about one of its fields.
 */
export function showAtFields<F extends FieldValues>(form: Form<F>, error: unknown, names: Record<string, FieldPath<F>> = {}): boolean {
  if (!(error instanceof ApiError)) return false
  const here = Object.entries(error.fields).flatMap(([place, message]) => {
    const name = names[place] ?? place
    return name in form.getValues() ? [{ name: name as FieldPath<F>, message }] : []
  })
  here.forEach(({ name, message }, at) => form.setError(name, { type: 'api', message }, { shouldFocus: at === 0 }))
  return here.length > 0
}
