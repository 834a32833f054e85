import { describe, expect, it } from 'vitest'

import { changesOf, textOf } from './changes'

const words = { nothing: 'nothing', yes: 'yes', no: 'no', moment: (iso: string) => `at ${iso}`, field: (name: string) => name.toUpperCase() }

describe('changesOf', () => {
  it('lists each field with both sides', () => {
    expect(changesOf({ before: { name: 'A', role: 'vendor' }, after: { name: 'B', role: 'admin' } })).toEqual([
      { path: ['name'], before: 'A', after: 'B' },
      { path: ['role'], before: 'vendor', after: 'admin' },
    ])
  })
  it('leaves out what was nothing and is nothing', () => {
    expect(changesOf({ before: {}, after: { name: 'New', prompt: '', delete_at: null, required_fields: [], groups: false } })).toEqual([
      { path: ['name'], before: undefined, after: 'New' },
    ])
  })
  it('goes into what holds several values, and leaves out those that stayed', () => {
    const features = { groups: false, working_hours: { on: false, opens: '09:00' } }
    const after = { groups: false, working_hours: { on: true, opens: '09:00' } }
    expect(changesOf({ before: { features }, after: { features: after } })).toEqual([
      { path: ['features', 'working_hours', 'on'], before: false, after: true },
    ])
  })
  it('does not repeat what the entry says anyway: which one, by whom and when', () => {
    const after = { id: '01A', version: 1, created_at: '2026-01-01T10:00:00.000Z', created_by: '01B', updated_at: '2026-01-01T10:00:00.000Z', action: 'pause' }
    expect(changesOf({ before: {}, after })).toEqual([{ path: ['action'], before: undefined, after: 'pause' }])
  })
})

describe('textOf', () => {
  it.each([
    [null, 'nothing'],
    [undefined, 'nothing'],
    [false, 'no'],
    [0, '0'],
    [['name', 'email'], 'name, email'],
    ['2026-01-01T10:00:00.000Z', 'at 2026-01-01T10:00:00.000Z'],
    ['2026 was a good year', '2026 was a good year'],
    [{ key: 'size', label: '', required: false }, 'KEY: size; REQUIRED: no'],
    [[{ question: 'Open?', answer: 'Yes' }, { question: 'Far?', answer: 'No' }], 'QUESTION: Open?; ANSWER: Yes\nQUESTION: Far?; ANSWER: No'],
  ])('%j reads %s', (value, text) => expect(textOf(value, words)).toBe(text))
})
