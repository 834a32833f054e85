import * as z from 'zod/mini'

import { OwnFieldBody, UpdateBotBody } from '@/lib/api/limits'
import type { Bot, BotChanges } from '@/lib/api/types'
import { beyond } from '@/lib/form-errors'
import { STANDARD_FIELDS } from '@/lib/lead'

const { label, options, question } = OwnFieldBody
export const FIELD_TYPES = OwnFieldBody.type.enum
export const MAX_OWN_FIELDS = UpdateBotBody.fields.maxItems
/** Keys are made here, shorter than the API takes them. */
const LONGEST_KEY = 37

const row = z
  .object({
    /** Empty for a field that is new: its key is made of its label when it is saved. */
    key: z.string(),
    own: z.boolean(),
    asked: z.boolean(),
    label: z.string().check(z.trim(), z.maxLength(label.maxLength, beyond('tooLong', label.maxLength))),
    type: z.enum(FIELD_TYPES),
    /** What a choice is between, one in each line. */
    options: z.string(),
    question: z.string().check(z.trim(), z.maxLength(question.maxLength, beyond('tooLong', question.maxLength))),
  })
  .check(
    z.superRefine((value, context) => {
      if (!value.own) return
      if (!value.label.trim()) context.addIssue({ code: 'custom', path: ['label'], message: 'labelRequired' })
      const message = value.type === 'choice' ? wrongOptions(optionsOf(value)) : null
      if (message !== null) context.addIssue({ code: 'custom', path: ['options'], message })
    }),
  )

const schema = z.object({ rows: z.array(row) })

export type LeadFieldsValues = z.infer<typeof schema>
export type LeadFieldRow = LeadFieldsValues['rows'][number]

export const newRow = (): LeadFieldRow => ({ key: '', own: true, asked: true, label: '', type: 'text', options: '', question: '' })

function optionsOf({ type, options: lines }: LeadFieldRow): string[] {
  if (type !== 'choice') return []
  return lines
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)
}

/** What is wrong with the options of a choice; null for nothing. */
function wrongOptions(given: string[]): string | null {
  const { maxItems, items } = options
  if (given.length < 2 || given.length > maxItems) return beyond('optionsCount', maxItems)
  if (given.some((one) => one.length > items.maxLength)) return beyond('optionLong', items.maxLength)
  return new Set(given.map((one) => one.toLowerCase())).size < given.length ? 'optionsTwice' : null
}

function read({ required_fields: required, fields }: Bot): LeadFieldsValues {
  const known = [...STANDARD_FIELDS, ...fields.map(({ key }) => key)]
  const keys = [...required, ...known.filter((key) => !required.includes(key))]
  return {
    rows: keys.map((key) => {
      const own = fields.find((field) => field.key === key)
      return {
        key,
        own: own !== undefined,
        asked: required.includes(key),
        label: own?.label ?? '',
        type: own?.type ?? 'text',
        options: own?.options.join('\n') ?? '',
        question: own?.question ?? '',
      }
    }),
  }
}

function write({ rows }: LeadFieldsValues): BotChanges {
  const taken = new Set<string>([...STANDARD_FIELDS, ...rows.map(({ key }) => key).filter(Boolean)])
  const keyed = rows.map((one) => (one.key ? one : { ...one, key: newKey(one.label, taken) }))
  return {
    required_fields: keyed.filter(({ asked }) => asked).map(({ key }) => key),
    fields: keyed
      .filter(({ own }) => own)
      .map((one) => ({
        key: one.key,
        label: one.label.trim(),
        type: one.type,
        options: optionsOf(one),
        required: one.asked,
        question: one.question.trim(),
      })),
  }
}

/** A key that nobody has yet, of the label's letters: `Budget (R$)` is `budget_r`. */
export function newKey(label: string, taken: Set<string>): string {
  const plain = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '')
  const base = (words || 'field').slice(0, LONGEST_KEY)
  let key = base
  for (let number = 2; taken.has(key); number += 1) key = `${base}_${number}`
  taken.add(key)
  return key
}

/** What the bot asks of a customer: the four fields that each bot has and its own, in the order of asking. */
export const leadFields = { schema, read, write }
