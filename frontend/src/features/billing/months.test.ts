import { describe, expect, it } from 'vitest'

import { monthAfter, monthName } from './months'

describe('months', () => {
  it('go on over the end of a year, both ways', () => {
    expect(monthAfter('2026-12', 1)).toBe('2027-01')
    expect(monthAfter('2026-01', -1)).toBe('2025-12')
    expect(monthAfter('2026-01', -12)).toBe('2025-01')
  })

  it('are written as the reader writes them, wherever the reader is', () => {
    expect(monthName('2026-11', 'en')).toBe('November 2026')
    expect(monthName('2026-11', 'pt-BR')).toBe('novembro de 2026')
  })
})
