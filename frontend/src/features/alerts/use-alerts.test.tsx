import { act, renderHook, waitFor } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createQueryClient } from '@/lib/api/client'
import { keys } from '@/lib/api/queries'
import type { EventEnvelope } from '@/lib/api/types'
import { lead, me, message } from '@tests/samples'

import { chime } from './chime'
import { useAlertPreferences } from './preferences'
import { useAlerts } from './use-alerts'

const listeners = new Set<(event: EventEnvelope) => void>()
vi.mock('./chime', () => ({ chime: vi.fn() }))
vi.mock('@/lib/realtime/context', () => ({
  useRealtime: () => ({
    listen: (listener: (event: EventEnvelope) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }),
}))

const later = () => new Date(Date.now() + 1000).toISOString()
const tell = (type: string, data: Record<string, unknown>, time = later()) =>
  act(() => listeners.forEach((listener) => listener({ id: crypto.randomUUID(), type, time, tenant: 't', bot: 'b', data })))
/** Longer than a hidden tab waits for one that is looked at. */
const settled = () => act(() => vi.advanceTimersByTimeAsync(1000))
const look = (hidden: boolean) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
}

const shown: { title: string; onclick?: () => void }[] = []
class FakeNotification {
  static permission = 'granted'
  onclick?: () => void
  constructor(readonly title: string) {
    shown.push(this)
  }
  close() {
    shown.splice(shown.indexOf(this), 1)
  }
}

function start(onOpen: (id: string) => void = () => undefined, sells = true) {
  const client = createQueryClient()
  client.setQueryData(keys.me, me())
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>
  return renderHook(() => ({ alerts: useAlerts(sells, onOpen), choose: useAlertPreferences()[1] }), { wrapper })
}

describe('useAlerts', () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] })
    document.title = 'Flotilla'
    shown.length = 0
    vi.mocked(chime).mockClear()
    vi.stubGlobal('Notification', FakeNotification)
  })
  afterEach(() => {
    listeners.clear()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it('announces a lead that qualifies, with a sound that can be muted', async () => {
    const { result } = start()
    act(() => result.current.choose({ sound: true, desktop: false }))
    tell('lead.qualified', { lead: lead({ id: 'new' }) })
    expect(result.current.alerts.fresh?.id).toBe('new')
    await waitFor(() => expect(chime).toHaveBeenCalledTimes(1))
    act(() => result.current.choose({ sound: false }))
    tell('lead.qualified', { lead: lead({ id: 'newer' }) })
    expect(result.current.alerts.fresh?.id).toBe('newer')
    await settled()
    expect(chime).toHaveBeenCalledTimes(1)
    act(() => result.current.alerts.seen())
    expect(result.current.alerts.fresh).toBeNull()
  })
  it('says nothing of what was caught up, or is somebody else’s', () => {
    const { result } = start()
    tell('lead.qualified', { lead: lead() }, '2020-01-01T00:00:00.000Z')
    tell('lead.qualified', { lead: lead({ assigned_to: 'user-2' }) })
    expect(result.current.alerts.fresh).toBeNull()
  })
  it('takes the announcement back when somebody else has the lead', () => {
    const { result } = start()
    tell('lead.qualified', { lead: lead({ id: 'new' }) })
    tell('lead.assigned', { lead: { id: 'new', bot_id: 'b', assigned_to: 'user-2' } })
    expect(result.current.alerts.fresh).toBeNull()
  })
  it('counts in the title what came while one was away, until one looks', () => {
    start()
    tell('message.received', { message: message() })
    expect(document.title).toBe('Flotilla')
    look(true)
    tell('message.received', { message: message() })
    tell('lead.qualified', { lead: lead() })
    tell('message.status', { message: message({ direction: 'out' }) })
    expect(document.title).toBe('(2) Flotilla')
    look(false)
    expect(document.title).toBe('Flotilla')
  })
  it('shows it on the desktop only to whoever wanted that and is away, and leads there', async () => {
    const opened = vi.fn()
    vi.spyOn(window, 'focus').mockReturnValue(undefined)
    const { result } = start(opened)
    look(true)
    tell('lead.qualified', { lead: lead() })
    await settled()
    expect(shown).toEqual([])
    act(() => result.current.choose({ desktop: true }))
    tell('lead.qualified', { lead: lead({ id: 'new' }) })
    await waitFor(() => expect(shown).toHaveLength(1))
    shown[0]?.onclick?.()
    expect(opened).toHaveBeenCalledWith('new')
    look(false)
    tell('lead.qualified', { lead: lead({ id: 'seen' }) })
    await settled()
    expect(shown).toHaveLength(0)
  })
  it('rings in one of two tabs, and tells in both', async () => {
    const tabs = [start(), start()]
    act(() => tabs[0]?.result.current.choose({ sound: true, desktop: false }))
    tell('lead.qualified', { lead: lead({ id: 'new' }) })
    await settled()
    expect(chime).toHaveBeenCalledTimes(1)
    expect(tabs.map(({ result }) => result.current.alerts.fresh?.id)).toEqual(['new', 'new'])
  })
  it('keeps the count while the page calls itself something else', async () => {
    start()
    look(true)
    tell('message.received', { message: message() })
    document.title = 'Leads · Flotilla'
    await waitFor(() => expect(document.title).toBe('(1) Leads · Flotilla'))
    look(false)
    expect(document.title).toBe('Leads · Flotilla')
  })
  it('neither sounds nor counts for who does not sell', async () => {
    const { result } = start(undefined, false)
    look(true)
    tell('lead.qualified', { lead: lead({ id: 'new' }) })
    await settled()
    expect(result.current.alerts.fresh?.id).toBe('new')
    expect(chime).not.toHaveBeenCalled()
    expect(document.title).toBe('Flotilla')
  })
})
