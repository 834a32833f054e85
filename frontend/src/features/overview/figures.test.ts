import { describe, expect, it } from 'vitest'

import { counts, metrics } from '@tests/metrics'

import { change, isQuiet, seriesOf } from './figures'

describe('a change', () => {
  it('is a fraction of what was before', () => {
    expect(change(15, 10)).toBe(0.5)
    expect(change(0, 4)).toBe(-1)
  })

  it('is unknown where there is nothing to compare with', () => {
    expect(change(3, 0)).toBeNull()
    expect(change(null, 2)).toBeNull()
    expect(change(2, null)).toBeNull()
  })
})

describe('the overview', () => {
  it('knows when there is nothing to draw', () => {
    expect(isQuiet(metrics())).toBe(true)
    expect(isQuiet(metrics({ totals: counts({ received: 1 }) }))).toBe(false)
  })

  it('draws what people and the phone wrote as one, and no time where nobody waited', () => {
    const days = [{ day: '2026-01-01', ...counts({ received: 4, vendor: 2, phone: 1 }) }]
    expect(seriesOf('messages', days).map(({ key, values }) => [key, values[0]])).toEqual([
      ['received', 4],
      ['bot', 0],
      ['people', 3],
    ])
    expect(seriesOf('answers', days).map(({ values }) => values[0])).toEqual([null, null])
  })
})
