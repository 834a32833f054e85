import { describe, expect, it } from 'vitest'

import { isTimeZone, timeIn, timeZones } from './time-zones'

describe('time zones', () => {
  it('are the IANA ones, each once', () => {
    const zones = timeZones()
    expect(zones).toContain('America/Recife')
    expect(zones[0]).toBe('UTC')
    expect(new Set(zones).size).toBe(zones.length)
  })
  it('are told from other words', () => {
    expect(isTimeZone('America/Sao_Paulo')).toBe(true)
    expect(isTimeZone('Sao Paulo')).toBe(false)
    expect(isTimeZone('')).toBe(false)
  })
  it('have a time of their own', () => {
    expect(timeIn('America/Recife', 'pt-BR', Date.parse('2026-01-01T12:00:00Z'))).toContain('09:00')
    expect(timeIn('nowhere', 'en', 0)).toBeNull()
  })
})
