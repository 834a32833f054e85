import { describe, expect, it } from 'vitest'

import { addKeywords, MAX_KEYWORDS, refusalOf } from './checks'

describe('files', () => {
  it.each([
    ['image/gif', 10, 'type'],
    ['image/png', 0, 'empty'],
    ['image/png', 1001, 'size'],
    ['image/webp', 1000, null],
  ])('%s of %d bytes, of which 1000 are allowed: %s', (type, size, refusal) => expect(refusalOf({ type, size }, 1000)).toBe(refusal))
})

describe('keywords', () => {
  it('are parted by commas and stand there once', () => {
    expect(addKeywords(['Flat'], ' flat, two  rooms,,balcony ')).toEqual(['Flat', 'two rooms', 'balcony'])
  })

  it('are not more than the API takes', () => {
    expect(addKeywords([], Array.from({ length: 30 }, (_, at) => `word ${at}`).join(','))).toHaveLength(MAX_KEYWORDS)
  })
})
