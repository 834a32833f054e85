import { z } from 'zod'

import type { Bot, BotChanges } from '@/lib/api/types'
import { STANDARD_FIELDS } from '@/lib/lead'

export const FIELD_TYPES = ['text', 'number', 'choice', 'date'] as const
export const MAX_OWN_FIELDS = 20
const MAX_KEY = 40
const MAX_OPTIONS = 20
const MAX_OPTION = 60

const row = z
  .object({
    /** Empty for a field that is new: its key is made of its label when it is saved. */
    key: z.string(),
    own: z.boolean(),
    asked: z.boolean(),
    label: z.string().trim().max(60, 'labelLong'),
    type: z.enum(FIELD_TYPES),
    /** What a choice is between, one in each line. */
    options: z.string(),
    question: z.string().trim().max(300, 'questionLong'),
  })
  .superRefine((value, context) => {
    if (!value.own) return
    if (!value.label.trim()) context.addIssue({ code: 'custom', path: ['label'], message: 'labelRequired' })
    const options = optionsOf(value)
    if (value.type !== 'choice') return
    if (options.length < 2 || options.length > MAX_OPTIONS) context.addIssue({ code: 'custom', path: ['options'], message: 'optionsCount' })
    else if (options.some((one) => one.length > MAX_OPTION)) context.addIssue({ code: 'custom', path: ['options'], message: 'optionLong' })
    else if (new Set(options.map((one) => one.toLowerCase())).size < options.length) {
      context.addIssue({ code: 'custom', path: ['options'], message: 'optionsTwice' })
    }
  })

const schema = z.object({ rows: z.array(row) })

export type LeadFieldsValues = z.infer<typeof schema>
export type LeadFieldRow = LeadFieldsValues['rows'][number]

export const newRow = (): LeadFieldRow => ({ key: '', own: true, asked: true, label: '', type: 'text', options: '', question: '' })

function optionsOf({ type, options }: LeadFieldRow): string[] {
  if (type !== 'choice') return []
  return options
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)
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
  const base = (words || 'field').slice(0, MAX_KEY - 3)
  let key = base
  for (let number = 2; taken.has(key); number += 1) key = `${base}_${number}`
  taken.add(key)
  return key
}

/** What the bot asks of a customer: the four fields that each bot has and its own, in the order of asking. */
export const leadFields = { schema, read, write }
