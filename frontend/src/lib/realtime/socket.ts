import type { EventEnvelope, Ticket } from '@/lib/api/types'

import { RecentIds } from './recent-ids'

/** What the page shows of the connection. `signed-out`: the API refused a ticket; no further tries. */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'signed-out' | 'closed'

export interface SocketOptions {
  /** Asks the API for a single-use ticket. */
  ticket: () => Promise<Ticket>
  /** Whether an error of `ticket` means that nobody is signed in any more. */
  isSignedOut: (error: unknown) => boolean
  /** Receives each event once, in the order of arrival. */
  onEvents: (events: EventEnvelope[]) => void
  onState: (state: ConnectionState) => void
  open?: (url: string) => WebSocket
  random?: () => number
}

export const PING_EVERY_MS = 5 * 60_000
export const PONG_WITHIN_MS = 10_000
const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 30_000
const OPEN_WITHIN_MS = 15_000

/**
 * The one live connection of the page: ticket → open → hello → events.
 *
 * It reconnects by itself with growing, jittered delays, tells the server the time of the last event so that what was
 * missed is sent again, drops events it has seen, and checks that a silent connection still answers.
 */
export class RealtimeSocket {
  private socket: WebSocket | null = null
  private state: ConnectionState = 'closed'
  private since: string | null = null
  private attempt = 0
  private generation = 0
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private pingTimer: ReturnType<typeof setInterval> | undefined
  private answerTimer: ReturnType<typeof setTimeout> | undefined
  private readonly seen = new RecentIds()

  constructor(private readonly options: SocketOptions) {}

  start(): void {
    if (this.state !== 'closed') return
    window.addEventListener('online', this.onOnline)
    window.addEventListener('offline', this.onOffline)
    document.addEventListener('visibilitychange', this.onVisible)
    this.setState('connecting')
    void this.connect()
  }

  stop(): void {
    window.removeEventListener('online', this.onOnline)
    window.removeEventListener('offline', this.onOffline)
    document.removeEventListener('visibilitychange', this.onVisible)
    this.drop()
    this.setState('closed')
  }

  /** Tries at once instead of waiting for the next attempt. */
  retryNow(): void {
    if (this.state === 'live' || this.state === 'closed' || this.state === 'signed-out') return
    this.drop()
    this.attempt = 0
    this.setState('reconnecting')
    void this.connect()
  }

  /** Says something that may get lost: nothing is kept for a connection that comes later. */
  say(frame: Record<string, unknown>): void {
    if (this.state === 'live' && this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }

  private readonly onOnline = () => this.retryNow()

  private readonly onOffline = () => {
    if (this.state === 'signed-out') return
    this.drop()
    this.setState('offline')
  }

  private readonly onVisible = () => {
    // A laptop that slept may hold a dead socket that nobody told it about.
    if (document.visibilityState !== 'visible') return
    if (this.state === 'live') this.ping()
    else if (this.state === 'reconnecting') this.retryNow()
  }

  private async connect(): Promise<void> {
    const generation = ++this.generation
    let ticket: Ticket
    try {
      ticket = await this.options.ticket()
    } catch (error) {
      if (generation !== this.generation) return
      if (this.options.isSignedOut(error)) this.setState('signed-out')
      else this.retryLater()
      return
    }
    if (generation !== this.generation) return
    this.open(ticket)
  }

  private open(ticket: Ticket): void {
    const url = new URL(ticket.url)
    url.searchParams.set('ticket', ticket.ticket)
    const socket = this.options.open ? this.options.open(url.href) : new WebSocket(url.href)
    this.socket = socket
    this.expectAnswer(OPEN_WITHIN_MS)
    socket.onopen = () => {
      socket.send(JSON.stringify({ action: 'hello', ...(this.since ? { since: this.since } : {}) }))
      this.pingTimer = setInterval(() => this.ping(), PING_EVERY_MS)
    }
    socket.onmessage = (message: MessageEvent<unknown>) => this.receive(message.data)
    socket.onclose = () => this.lost(socket)
  }

  private receive(data: unknown): void {
    const { events: all, refused } = read(data)
    if (refused && this.state !== 'live' && this.socket) {
      this.lost(this.socket)
      return
    }
    // Until the greeting is answered nobody knows what was missed: other events may come before, and are no proof.
    if (this.state === 'live' || all.some(({ type }) => type === 'snapshot')) {
      clearTimeout(this.answerTimer)
      this.attempt = 0
      this.setState('live')
    }
    const events = all.filter((event) => event.type === 'snapshot' || this.seen.add(event.id))
    for (const event of events) {
      if (this.since === null || event.time > this.since) this.since = event.time
    }
    if (events.length > 0) this.options.onEvents(events)
  }

  private ping(): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return
    this.socket.send(JSON.stringify({ action: 'ping' }))
    this.expectAnswer(PONG_WITHIN_MS)
  }

  private expectAnswer(within: number): void {
    clearTimeout(this.answerTimer)
    const socket = this.socket
    this.answerTimer = setTimeout(() => {
      if (socket) this.lost(socket)
    }, within)
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket) return
    this.drop()
    this.retryLater()
  }

  private retryLater(): void {
    if (!navigator.onLine) {
      this.setState('offline')
      return
    }
    this.setState('reconnecting')
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.attempt, LONGEST_DELAY_MS)
    this.attempt += 1
    const random = this.options.random ?? Math.random
    this.retryTimer = setTimeout(() => void this.connect(), delay * (0.5 + random() / 2))
  }

  private drop(): void {
    this.generation += 1
    clearTimeout(this.retryTimer)
    clearTimeout(this.answerTimer)
    clearInterval(this.pingTimer)
    const socket = this.socket
    this.socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  private setState(state: ConnectionState): void {
    if (state === this.state) return
    this.state = state
    this.options.onState(state)
  }
}

/** A frame's events, and whether it says that the server did not understand or know us. */
function read(data: unknown): { events: EventEnvelope[]; refused: boolean } {
  if (typeof data !== 'string') return { events: [], refused: false }
  try {
    const frame = JSON.parse(data) as { events?: unknown; error?: unknown }
    return { events: Array.isArray(frame.events) ? (frame.events as EventEnvelope[]) : [], refused: frame.error !== undefined }
  } catch {
    // A frame that is no JSON is none of ours; the connection itself is fine.
    return { events: [], refused: false }
  }
}
