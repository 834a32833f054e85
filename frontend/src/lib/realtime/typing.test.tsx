import { act, render, screen } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createQueryClient } from '@/lib/api/client'
import { message } from '@tests/samples'

import { mergeEvents } from './merge'
import { useTyping, type Typing } from './typing'

const client = createQueryClient()

function Shown() {
  const { customer, colleagues } = useTyping('lead-1')
  return <p>{`${customer ?? 'nobody'} ${colleagues.join(' ')}`.trim()}</p>
}

const tell = (data: Record<string, unknown>, type = 'typing') =>
  act(() => {
    mergeEvents(client, [{ id: crypto.randomUUID(), type, time: '', tenant: 't', bot: 'b', data }])
    // The cache tells its listeners a moment later.
    vi.advanceTimersByTime(1)
  })
const typing = (change: Partial<Typing>) => tell({ typing: { lead_id: 'lead-1', who: 'customer', state: 'composing', ...change } })

describe('useTyping', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-01-01T10:00:00Z') })
    client.clear()
    render(
      <QueryClientProvider client={client}>
        <Shown />
      </QueryClientProvider>,
    )
  })
  afterEach(() => vi.useRealTimers())

  it('shows that the customer types, records, and stops', () => {
    expect(screen.getByText('nobody')).toBeInTheDocument()
    typing({})
    expect(screen.getByText('composing')).toBeInTheDocument()
    typing({ state: 'recording' })
    expect(screen.getByText('recording')).toBeInTheDocument()
    typing({ state: 'paused' })
    expect(screen.getByText('nobody')).toBeInTheDocument()
  })
  it('shows nothing of other chats', () => {
    typing({ lead_id: 'lead-2' })
    expect(screen.getByText('nobody')).toBeInTheDocument()
  })
  it('stops by itself when nothing more is told, a colleague sooner', () => {
    typing({})
    typing({ who: 'user-2' })
    expect(screen.getByText('composing user-2')).toBeInTheDocument()
    act(() => void vi.advanceTimersByTime(8_000))
    expect(screen.getByText('composing')).toBeInTheDocument()
    act(() => void vi.advanceTimersByTime(15_000))
    expect(screen.getByText('nobody')).toBeInTheDocument()
  })
  it('stops as soon as the message is there', () => {
    typing({})
    typing({ who: 'user-2' })
    tell({ message: message({ created_at: '2026-01-01T10:00:01Z' }) }, 'message.received')
    expect(screen.getByText('nobody user-2')).toBeInTheDocument()
    tell({ message: message({ id: 'm-2', direction: 'out', sender: 'vendor', author: 'user-2', created_at: '2026-01-01T10:00:02Z' }) }, 'message.status')
    expect(screen.getByText('nobody')).toBeInTheDocument()
  })
})
