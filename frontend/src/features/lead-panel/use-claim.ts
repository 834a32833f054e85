import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useToast } from '@/components/ui/toast'
import { ApiError } from '@/lib/api/http'
import { useErrorText } from '@/lib/error-text'
import { useMe } from '@/lib/powers'

import { useAssign, type Assignment } from './api/sell'

/** Assigns a lead; of several who take it at once one gets it, and the others are told who. */
export function useClaim() {
  const { t } = useTranslation()
  const { user } = useMe()
  const toast = useToast()
  const text = useErrorText()
  const { mutate, isPending } = useAssign((error) => {
    const holder = error instanceof ApiError && error.code === 'already_assigned' ? error.fields.assigned_to : undefined
    if (holder) toast({ title: t('owner.faster', { name: holder }), description: t('owner.fasterText') })
    else toast({ tone: 'danger', title: t('owner.failed'), description: text(error) })
  })
  const assign = useCallback((assignment: Assignment, onDone?: () => void) => mutate(assignment, { onSuccess: onDone }), [mutate])
  const claim = useCallback((leadId: string, onDone?: () => void) => assign({ leadId, to: user.id }, onDone), [assign, user.id])
  return { assign, claim, isPending }
}
