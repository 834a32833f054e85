import { describe, expect, it } from 'vitest'

import { areDaysWrong, csvPath, narrowedBy } from './filter'

describe('the filter of leads', () => {
  it('counts a span of days as one, and the search not at all', () => {
    expect(narrowedBy({})).toBe(0)
    expect(narrowedBy({ text: 'ana', from: '2026-01-01', to: '2026-01-31', by: 'closed' })).toBe(1)
    expect(narrowedBy({ status: 'won', bot_id: 'b', assigned_to: 'nobody', to: '2026-01-31' })).toBe(4)
  })

  it('knows days that make no span', () => {
    expect(areDaysWrong({ from: '2026-01-02', to: '2026-01-01' })).toBe(true)
    expect(areDaysWrong({ from: '2026-01-01', to: '2026-01-01' })).toBe(false)
    expect(areDaysWrong({ to: '2026-01-01' })).toBe(false)
  })

  it('goes with the download', () => {
    expect(csvPath({ text: 'São Paulo', status: 'won', from: undefined })).toBe('/leads.csv?text=S%C3%A3o+Paulo&status=won')
  })
})
