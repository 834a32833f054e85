import { describe, expect, it } from 'vitest'

import { ago, day, duration } from './time'

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [42.4, '42 ms'],
    [1234, '1.23 s'],
    [12_345, '12.3 s'],
    [90_000, '1.5 min'],
    [7_200_000, '2 h'],
  ])('%d ms is %s', (ms, text) => expect(duration(ms, 'en')).toBe(text))

  it('uses the language’s decimal sign', () => expect(duration(1234, 'pt-BR')).toBe('1,23 s'))
})

describe('day', () => {
  const now = new Date(2026, 0, 15, 12)
  it('names today and yesterday', () => {
    expect(day(new Date(2026, 0, 15, 0, 1).toISOString(), 'en', now)).toBe('Today')
    expect(day(new Date(2026, 0, 14, 23, 59).toISOString(), 'pt-BR', now)).toBe('Ontem')
  })
  it('tells the year only when it is another', () => {
    expect(day(new Date(2026, 0, 2).toISOString(), 'en', now)).toBe('Friday, January 2')
    expect(day(new Date(2025, 11, 31).toISOString(), 'en', now)).toContain('2025')
  })
})

describe('ago', () => {
  const now = Date.parse('2026-01-01T12:00:00Z')
  it('does not count seconds', () => expect(ago('2026-01-01T11:59:20Z', 'en', now)).toBe('now'))
  it('counts whole minutes, hours, days', () => {
    expect(ago('2026-01-01T11:57:10Z', 'en', now)).toBe('2 min. ago')
    expect(ago('2025-12-31T11:00:00Z', 'en', now)).toBe('yesterday')
  })
})
