import { describe, expect, it } from 'vitest'

import { day, oneOf, path, search, text } from './search-params'

describe('search', () => {
  const read = search({ view: oneOf('mine', 'all'), days: oneOf(7, 30), search: text(5), from: day, next: path })

  it('takes what makes sense, and drops the rest', () => {
    expect(read({ view: 'mine', days: 30, search: ' Ana ', from: '2026-02-28', next: '/sales', more: 'x' })).toEqual({
      view: 'mine',
      days: 30,
      search: 'Ana',
      from: '2026-02-28',
      next: '/sales',
    })
  })
  it.each([
    { view: 'others' },
    { days: '7' },
    { search: '' },
    { search: '   ' },
    { search: 'longer than that' },
    { search: { a: 1 } },
    { from: '2026-02-30' },
    { from: '28/02/2026' },
    { from: 20260228 },
    { next: 'https://elsewhere.example' },
  ])('says nothing for %j', (raw) => {
    expect(read(raw)).toEqual({})
  })
  it('reads digits as the text that somebody searched for', () => {
    expect(read({ search: 5581 })).toEqual({ search: '5581' })
  })
})
