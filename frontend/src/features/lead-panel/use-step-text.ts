import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { directoryQuery } from '@/lib/api/queries'
import type { LeadStep, NamedBot } from '@/lib/api/types'
import { displayValue } from '@/lib/lead'
import { useMe } from '@/lib/powers'

/** A step in words: what happened, and the details of it, each on a line of its own. */
export interface StepText {
  title: string
  details: string[]
}

/** Says what a step of a lead's history was. */
export function useStepText(bot: NamedBot | undefined): (step: LeadStep) => StepText {
  const { t } = useTranslation()
  const person = usePersonName()
  const fieldTexts = useFieldTexts(bot)
  return (step) => {
    const { kind, before, after } = step
    const name = person(step.by)
    const bare = (title: string): StepText => ({ title, details: [] })
    switch (kind) {
      case 'created':
        return bare(bot ? t('history.createdAt', { bot: bot.name }) : t('history.created'))
      case 'captured':
        return { title: t('history.captured'), details: fieldTexts({}, after) }
      case 'corrected':
        return { title: t('history.corrected', { name }), details: fieldTexts(before, after) }
      case 'assigned':
        return bare(after.assigned_to === step.by ? t('history.taken', { name }) : t('history.assigned', { name: person(after.assigned_to), by: name }))
      case 'unassigned':
        return bare(before.assigned_to === step.by ? t('history.givenUp', { name }) : t('history.unassigned', { name: person(before.assigned_to), by: name }))
      case 'released':
        return bare(t('history.released', { name: person(before.assigned_to) }))
      case 'taken_over':
        return bare(step.by === 'phone' ? t('history.takenOverByPhone') : step.by === 'customer' ? t('history.takenOverByCustomer') : t('history.takenOver', { name }))
      case 'handed_back':
        return bare(step.by === 'timer' ? t('history.backByTimer') : t('history.back', { name }))
      case 'closed':
        return { title: t(after.status === 'won' ? 'history.won' : 'history.lost', { name }), details: after.reason ? [after.reason] : [] }
      default:
        return bare(t(`history.${kind}`, { name }))
    }
  }
}

/** What people call each other; one that has left is not in the directory any more. */
function usePersonName(): (id: string | null | undefined) => string {
  const { t } = useTranslation()
  const { user } = useMe()
  const people = useQuery(directoryQuery).data?.people
  return (id) => (id === user.id ? t('owner.you') : (people?.find((one) => one.id === id)?.name ?? t('owner.gone')))
}

/** "Name: Ana → Ana Souza", a line for each field that differs. */
function useFieldTexts(bot: NamedBot | undefined): (before: LeadStep['before'], after: LeadStep['after']) => string[] {
  const { t, i18n } = useTranslation()
  const label = (key: string) => {
    const known = `lead.field.${key}`
    return i18n.exists(known) ? t(known as 'lead.field.name') : (bot?.fields.find((field) => field.key === key)?.label ?? key)
  }
  return (before, after) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => {
      const [old, next] = [before[key], after[key]].map((value) => (value ? displayValue(key, value) : null))
      return `${label(key)}: ${old ? `${old} → ` : ''}${next ?? t('history.nothing')}`
    })
}
