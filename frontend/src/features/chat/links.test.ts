import { describe, expect, it } from 'vitest'

import { linked } from './links'

const addresses = (text: string) => linked(text).flatMap(({ text: shown, href }) => (href ? [[shown, href]] : []))

describe('linked', () => {
  it.each([
    ['See https://example.com/a?b=c#d.', [['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d']]],
    ['(https://example.com/flat)', [['https://example.com/flat', 'https://example.com/flat']]],
    ['https://example.com/wiki/Flat_(home), or', [['https://example.com/wiki/Flat_(home)', 'https://example.com/wiki/Flat_(home)']]],
    ['www.example.com!', [['www.example.com', 'https://www.example.com']]],
    ['write to ana.souza+1@example.com, please', [['ana.souza+1@example.com', 'mailto:ana.souza+1@example.com']]],
    ['javascript:alert(1) data:text/html,x 12.50 a.b', []],
    ['https://', []],
  ])('finds what leads somewhere in %j', (text, found) => {
    expect(addresses(text)).toEqual(found)
  })
  it('loses no letter', () => {
    for (const text of ['', 'https://a.example b', 'a www.b.example', '(x@y.example)!', 'שלום https://a.example/שלום עולם']) {
      expect(linked(text).map((piece) => piece.text).join('')).toBe(text)
    }
  })
})
