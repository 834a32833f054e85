import { describe, expect, it } from 'vitest'

import { apiFilter, csvPath } from './filter'

describe('the filter of the audit log', () => {
  it('includes both days, from midnight to midnight where the reader is', () => {
    const { since, until } = apiFilter({ since: '2026-01-31', until: '2026-01-31' })
    expect(new Date(since ?? '')).toEqual(new Date(2026, 0, 31))
    expect(new Date(until ?? '')).toEqual(new Date(2026, 1, 1))
  })
  it('leaves out what is not set', () => expect(csvPath({})).toBe('/audit.csv'))
  it('is the same for the table', () => {
    expect(csvPath({ action: 'bot.updated', actor: 'a@example.com' })).toBe('/audit.csv?action=bot.updated&actor=a%40example.com')
  })
})
