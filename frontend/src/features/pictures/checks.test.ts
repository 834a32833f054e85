import { describe, expect, it } from 'vitest'

import { addKeywords, MAX_BYTES, MAX_KEYWORDS, refusalOf } from './checks'

describe('files', () => {
  it.each([
    ['image/gif', 10, 'type'],
    ['image/png', 0, 'empty'],
    ['image/png', MAX_BYTES + 1, 'size'],
    ['image/webp', MAX_BYTES, null],
  ])('%s of %d bytes: %s', (type, size, refusal) => expect(refusalOf({ type, size })).toBe(refusal))
})

describe('keywords', () => {
  it('are parted by commas and stand there once', () => {
    expect(addKeywords(['Flat'], ' flat, two  rooms,,balcony ')).toEqual(['Flat', 'two rooms', 'balcony'])
  })

  it('are not more than the API takes', () => {
    expect(addKeywords([], Array.from({ length: 30 }, (_, at) => `word ${at}`).join(','))).toHaveLength(MAX_KEYWORDS)
  })
})
