import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useFieldArray, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { SwitchField } from '@/components/ui/switch'
import type { BotWithSession } from '@/lib/api/types'

import { leadFields, MAX_OWN_FIELDS, newRow, type LeadFieldsValues } from '../sections/lead-fields'
import { useBotForm, type BotForm } from '../use-bot-form'
import { BotFormCard } from './bot-form'
import { OwnFieldInputs } from './own-field-inputs'

/** What the bot asks for, in this order; its own fields can be added, changed and removed. */
export function LeadFieldsForm({ bot }: { bot: BotWithSession }) {
  const { t } = useTranslation()
  const of = useBotForm(bot, leadFields)
  const rows = useFieldArray({ control: of.form.control, name: 'rows', keyName: 'rowId' })
  const values = useWatch({ control: of.form.control, name: 'rows' })
  const own = values.filter((row) => row.own).length
  return (
    <BotFormCard of={of} title={t('leadFields.title')} text={t('leadFields.text')}>
      <ol aria-label={t('leadFields.title')} className="space-y-3">
        {rows.fields.map((row, at) => (
          <Row key={row.rowId} of={of} at={at} last={at === rows.fields.length - 1} onMove={rows.move} onRemove={rows.remove} />
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="outline" disabled={own >= MAX_OWN_FIELDS} onClick={() => rows.append(newRow(), { focusName: `rows.${rows.fields.length}.label` })}>
          <Plus aria-hidden />
          {t('leadFields.add')}
        </Button>
        <span className="text-[0.8125rem] text-muted">{t('leadFields.count', { count: own, limit: MAX_OWN_FIELDS })}</span>
      </div>
    </BotFormCard>
  )
}

interface RowProps {
  of: BotForm<LeadFieldsValues>
  at: number
  last: boolean
  onMove: (from: number, to: number) => void
  onRemove: (at: number) => void
}

function Row({ of, at, last, onMove, onRemove }: RowProps) {
  const { t } = useTranslation()
  const { control, setValue } = of.form
  const row = useWatch({ control, name: `rows.${at}` })
  const name = row.own ? row.label || t('leadFields.unnamed') : t(`lead.field.${row.key as 'name'}`)
  return (
    <li className="rounded-lg border p-3.5" data-field={row.key}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-48 flex-1">
          <SwitchField
            label={name}
            hint={row.asked ? t('leadFields.asked') : row.own ? t('leadFields.takenOnly') : t('leadFields.notAsked')}
            checked={row.asked}
            onChange={(asked) => setValue(`rows.${at}.asked`, asked, { shouldDirty: true })}
          />
        </div>
        <div className="ml-auto flex gap-0.5">
          <Button variant="ghost" size="icon" className="size-8" disabled={at === 0} aria-label={t('leadFields.up', { name })} onClick={() => onMove(at, at - 1)}>
            <ArrowUp />
          </Button>
          <Button variant="ghost" size="icon" className="size-8" disabled={last} aria-label={t('leadFields.down', { name })} onClick={() => onMove(at, at + 1)}>
            <ArrowDown />
          </Button>
          {row.own ? (
            <Button variant="ghost" size="icon" className="size-8" aria-label={t('leadFields.remove', { name })} onClick={() => onRemove(at)}>
              <Trash2 />
            </Button>
          ) : null}
        </div>
      </div>
      {row.own ? <OwnFieldInputs of={of} at={at} type={row.type} /> : null}
    </li>
  )
}
