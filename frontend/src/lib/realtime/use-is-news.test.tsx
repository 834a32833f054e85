import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { useIsNews } from './use-is-news'

describe('what is news', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date('2026-01-31T12:00:00.750Z') }))
  afterEach(() => vi.useRealTimers())

  it.each([
    ['2026-01-31T12:00:01.000Z', true],
    ['2026-01-31T12:00:00.000Z', true],
    ['2026-01-31T11:59:59.000Z', false],
  ])('%s: %s, on a page that was opened in the last quarter of the second', (time, news) => {
    const { result } = renderHook(useIsNews)
    vi.advanceTimersByTime(60_000)
    expect(result.current(time)).toBe(news)
  })
})
