import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { EventEnvelope, Ticket } from '@/lib/api/types'

import { PING_EVERY_MS, PONG_WITHIN_MS, RealtimeSocket, type ConnectionState } from './socket'

class FakeSocket {
  readyState: number = WebSocket.OPEN
  sent: unknown[] = []
  closed = false
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((message: { data: unknown }) => void) | null = null

  constructor(readonly url: string) {}

  send(text: string) {
    this.sent.push(JSON.parse(text))
  }

  close() {
    this.closed = true
  }

  push(...events: EventEnvelope[]) {
    this.onmessage?.({ data: JSON.stringify({ events }) })
  }
}

const event = (id: string, time: string, type = 'lead.updated'): EventEnvelope => ({ id, type, time, tenant: 't', bot: null, data: {} })

describe('RealtimeSocket', () => {
  let opened: FakeSocket[]
  let states: ConnectionState[]
  let received: string[]
  let ticket: () => Promise<Ticket>
  let socket: RealtimeSocket

  beforeEach(() => {
    vi.useFakeTimers()
    opened = []
    states = []
    received = []
    ticket = () => Promise.resolve({ ticket: `secret-${opened.length + 1}`, url: 'ws://localhost/socket', expires_at: '' })
    socket = new RealtimeSocket({
      ticket: () => ticket(),
      isSignedOut: (error) => error instanceof Error && error.message === 'signed out',
      onEvents: (events) => received.push(...events.map(({ id }) => id)),
      onState: (state) => states.push(state),
      random: () => 1,
      open: (url) => {
        const fake = new FakeSocket(url)
        opened.push(fake)
        return fake as unknown as WebSocket
      },
    })
  })
  afterEach(() => {
    socket.stop()
    vi.useRealTimers()
  })

  const latest = () => {
    const fake = opened.at(-1)
    if (!fake) throw new Error('no socket was opened')
    return fake
  }
  const goLive = async () => {
    socket.start()
    await vi.advanceTimersByTimeAsync(0)
    latest().onopen?.()
    latest().push(event('snapshot', '2026-01-01T10:00:00.000Z', 'snapshot'))
  }

  it('opens with a ticket, says hello, and is live once the server speaks', async () => {
    await goLive()
    expect(latest().url).toBe('ws://localhost/socket?ticket=secret-1')
    expect(latest().sent).toEqual([{ action: 'hello' }])
    expect(states).toEqual(['connecting', 'live'])
  })

  it('delivers each event once', async () => {
    await goLive()
    latest().push(event('a', '2026-01-01T10:00:01.000Z'), event('a', '2026-01-01T10:00:01.000Z'))
    latest().push(event('a', '2026-01-01T10:00:01.000Z'), event('b', '2026-01-01T10:00:02.000Z'))
    expect(received).toEqual(['snapshot', 'a', 'b'])
  })

  it('reconnects with a new ticket and asks for what it missed', async () => {
    await goLive()
    latest().push(event('a', '2026-01-01T10:00:05.000Z'))
    latest().onclose?.()
    expect(states.at(-1)).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(500)
    latest().onopen?.()
    expect(latest().url).toContain('secret-2')
    expect(latest().sent).toEqual([{ action: 'hello', since: '2026-01-01T10:00:05.000Z' }])
  })

  it('waits longer after each failure, and never longer than half a minute', async () => {
    ticket = () => Promise.reject(new Error('down'))
    const asked = vi.fn()
    const failing = ticket
    ticket = () => {
      asked(Date.now())
      return failing()
    }
    socket.start()
    await vi.advanceTimersByTimeAsync(5 * 60_000)
    const times = asked.mock.calls.map(([at]) => at as number)
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(waits.slice(0, 4)).toEqual([500, 1000, 2000, 4000])
    expect(Math.max(...waits)).toBe(30_000)
  })

  it('is not live before its greeting is answered, and tries anew when that never happens', async () => {
    await goLive()
    latest().onclose?.()
    await vi.advanceTimersByTimeAsync(500)
    latest().onopen?.()
    latest().push(event('early', '2026-01-01T10:00:09.000Z'))
    expect(received).toContain('early')
    expect(states.at(-1)).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(16_000)
    expect(opened).toHaveLength(3)
  })

  it('opens another connection when the server does not know this one', async () => {
    socket.start()
    await vi.advanceTimersByTimeAsync(0)
    latest().onopen?.()
    latest().onmessage?.({ data: JSON.stringify({ error: { code: 'unauthenticated' } }) })
    expect(states.at(-1)).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(500)
    expect(opened).toHaveLength(2)
  })

  it('stops when nobody is signed in any more', async () => {
    ticket = () => Promise.reject(new Error('signed out'))
    socket.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states.at(-1)).toBe('signed-out')
    expect(opened).toHaveLength(0)
  })

  it('asks a silent connection whether it lives, and replaces it when it does not answer', async () => {
    await goLive()
    await vi.advanceTimersByTimeAsync(PING_EVERY_MS)
    expect(latest().sent.at(-1)).toEqual({ action: 'ping' })
    const silent = latest()
    await vi.advanceTimersByTimeAsync(PONG_WITHIN_MS + 500)
    expect(silent.closed).toBe(true)
    expect(opened).toHaveLength(2)
  })

  it('keeps a connection that answers the question', async () => {
    await goLive()
    await vi.advanceTimersByTimeAsync(PING_EVERY_MS)
    latest().onmessage?.({ data: JSON.stringify({ pong: '2026-01-01T10:05:00.000Z' }) })
    await vi.advanceTimersByTimeAsync(PONG_WITHIN_MS + 500)
    expect(opened).toHaveLength(1)
    expect(states.at(-1)).toBe('live')
  })

  it('says that one is offline, and tries at once when one is back', async () => {
    await goLive()
    window.dispatchEvent(new Event('offline'))
    expect(states.at(-1)).toBe('offline')
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    expect(opened).toHaveLength(2)
  })
})
