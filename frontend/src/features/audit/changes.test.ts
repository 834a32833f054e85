import { describe, expect, it } from 'vitest'

import { changesOf, textOf } from './changes'

const words = { nothing: 'nothing', yes: 'yes', no: 'no', moment: (iso: string) => `at ${iso}` }

describe('changesOf', () => {
  it('lists each field with both sides', () => {
    expect(changesOf({ before: { name: 'A', role: 'vendor' }, after: { name: 'B', role: 'admin' } })).toEqual([
      { field: 'name', before: 'A', after: 'B' },
      { field: 'role', before: 'vendor', after: 'admin' },
    ])
  })
  it('leaves out what was nothing and is nothing', () => {
    expect(changesOf({ before: {}, after: { name: 'New', prompt: '', delete_at: null, required_fields: [] } })).toEqual([
      { field: 'name', before: undefined, after: 'New' },
    ])
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
    [{ a: 1 }, '{"a":1}'],
  ])('%j reads %s', (value, text) => expect(textOf(value, words)).toBe(text))
})
