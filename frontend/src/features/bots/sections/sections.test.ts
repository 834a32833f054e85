import { describe, expect, it } from 'vitest'

import { bot } from '@tests/samples'

import { features } from './features'
import { hours, spanOf } from './hours'
import { leadFields, newKey, newRow } from './lead-fields'

const budget = { key: 'budget', label: 'Budget', type: 'number' as const, options: [], question: '', required: true }

describe('lead fields', () => {
  it('stand in the order of asking, what is not asked for last', () => {
    const { rows } = leadFields.read(bot({ required_fields: ['budget', 'name'], fields: [budget] }))
    expect(rows.map(({ key, asked }) => [key, asked])).toEqual([
      ['budget', true],
      ['name', true],
      ['email', false],
      ['location', false],
      ['phone', false],
    ])
  })

  it('go back to the API as they came', () => {
    const stored = bot({ required_fields: ['budget', 'name'], fields: [budget] })
    expect(leadFields.write(leadFields.read(stored))).toEqual({ required_fields: ['budget', 'name'], fields: [budget] })
  })

  it('get keys of their names, each its own', () => {
    const { rows } = leadFields.read(bot())
    const written = leadFields.write({ rows: [...rows, { ...newRow(), label: 'Orçamento (R$)' }, { ...newRow(), label: 'orçamento r', asked: false }] })
    expect(written.fields?.map(({ key, required }) => [key, required])).toEqual([
      ['orcamento_r', true],
      ['orcamento_r_2', false],
    ])
    expect(written.required_fields).toEqual(['name', 'email', 'location', 'phone', 'orcamento_r'])
  })

  it.each(['Phone', '日本', '2nd visit', 'a'.repeat(60)])('get keys that the API takes: %s', (label) => {
    expect(newKey(label, new Set(['phone']))).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
  })

  it.each([
    [{ label: ' ' }, 'labelRequired'],
    [{ label: 'Kind', type: 'choice' as const, options: 'one' }, 'optionsCount:20'],
    [{ label: 'Kind', type: 'choice' as const, options: 'One\none' }, 'optionsTwice'],
  ])('are refused at the field: %o', (change, message) => {
    const checked = leadFields.schema.safeParse({ rows: [{ ...newRow(), ...change }] })
    expect(checked.error?.issues.map((issue) => issue.message)).toEqual([message])
  })
})

describe('working hours', () => {
  it('know what lies past midnight', () => {
    expect([spanOf({ opens: '09:00', closes: '18:00' }), spanOf({ opens: '18:00', closes: '02:00' }), spanOf({ opens: '00:00', closes: '00:00' })]).toEqual(['day', 'night', 'round'])
  })

  it('need a day and a zone that there is', () => {
    const checked = hours.schema.safeParse({ ...hours.read(bot()), days: [], time_zone: 'Mars/Base' })
    expect(checked.error?.issues.map((issue) => issue.message)).toEqual(['timeZone', 'days'])
  })
})

describe('features', () => {
  it('speak of seconds and minutes, the API of milliseconds', () => {
    const values = features.read(bot({ burst_window_ms: 1500, hand_back_minutes: null }))
    expect([values.wait, values.hand_back]).toEqual(['1.5', ''])
    expect(features.write({ ...values, wait: '2', hand_back: '60' })).toMatchObject({ burst_window_ms: 2000, hand_back_minutes: 60 })
  })

  it('do not greet without a greeting', () => {
    const checked = features.schema.safeParse({ ...features.read(bot()), welcome: true, welcome_text: ' ' })
    expect(checked.error?.issues.map((issue) => issue.message)).toEqual(['welcomeRequired'])
  })
})
