import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { leadWithChat, turn } from '@tests/samples'
import { api, server } from '@tests/server'

import { createQueryClient } from './client'
import { leadQuery } from './queries'

const MINUTE = 60_000

function open() {
  const client = createQueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>
  return renderHook(() => useQuery(leadQuery('lead-1')).data?.chat.mode, { wrapper }).result
}

describe('an open lead', () => {
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  it('is asked about again when its chat goes back to the bot by itself, and not before', async () => {
    const until = Date.now() + 10 * MINUTE
    let asked = 0
    server.use(
      http.get(api('/leads/lead-1'), () => {
        asked += 1
        const human = turn({ mode: 'human', human_until: new Date(until).toISOString() })
        return HttpResponse.json(leadWithChat({ chat: Date.now() < until ? human : turn({ mode: 'bot' }) }))
      }),
    )
    const mode = open()
    await vi.waitFor(() => expect(mode.current).toBe('human'))
    await act(() => vi.advanceTimersByTimeAsync(9 * MINUTE))
    expect([asked, mode.current]).toEqual([1, 'human'])
    await act(() => vi.advanceTimersByTimeAsync(MINUTE + 1_000))
    await vi.waitFor(() => expect(mode.current).toBe('bot'))
    await act(() => vi.advanceTimersByTimeAsync(60 * MINUTE))
    expect(asked).toBe(2)
  })
})
