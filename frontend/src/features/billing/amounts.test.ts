import { describe, expect, it } from 'vitest'

import { money, pressure } from './amounts'

describe('amounts', () => {
  it('knows that not every currency has cents', () => {
    expect(money(4900, 'usd', 'en')).toBe('$49.00')
    expect(money(4900, 'jpy', 'en')).toBe('¥4,900')
  })

  it('tells what is nearly used up from what is', () => {
    expect([pressure(7, 10), pressure(8, 10), pressure(10, 10), pressure(99, null), pressure(0, 0)]).toEqual(['none', 'most', 'all', 'none', 'all'])
  })
})
