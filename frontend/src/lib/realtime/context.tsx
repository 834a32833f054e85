import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

import { isSignedOut, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { EventEnvelope, Ticket } from '@/lib/api/types'

import { mergeEvents } from './merge'
import { EventReplay } from './replay'
import { RealtimeSocket, type ConnectionState } from './socket'

type Listener = (event: EventEnvelope) => void

interface Realtime {
  state: ConnectionState
  retryNow: () => void
  /** Says something over the connection that may get lost. */
  say: (frame: Record<string, unknown>) => void
  /** Calls the listener with each new event until the returned function is called. */
  listen: (listener: Listener) => () => void
}

const RealtimeContext = createContext<Realtime | null>(null)

/** Waits while the sign-in is being replaced: the server closes the sockets of the old one before it gives the new one. */
function signInSettled(client: QueryClient): Promise<void> {
  const settled = () => client.isMutating({ mutationKey: keys.newSignIn }) === 0
  if (settled()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = client.getMutationCache().subscribe(() => {
      if (!settled()) return
      stop()
      resolve()
    })
  })
}

/** Keeps one socket open while it is mounted, and the cache fresh by what comes through it. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [state, setState] = useState<ConnectionState>('connecting')
  const listeners = useRef(new Set<Listener>())
  const socket = useRef<RealtimeSocket | null>(null)

  useEffect(() => {
    const replay = new EventReplay(client)
    const stopReplay = replay.start()
    const opened = new RealtimeSocket({
      ticket: async () => {
        await signInSettled(client)
        return request<Ticket>('/realtime/ticket', { method: 'POST' })
      },
      isSignedOut,
      onState: (next) => {
        setState(next)
        if (next === 'signed-out') void client.invalidateQueries({ queryKey: keys.me })
      },
      onEvents: (events) => {
        mergeEvents(client, events)
        replay.remember(events)
        for (const event of events) listeners.current.forEach((listener) => listener(event))
      },
    })
    socket.current = opened
    opened.start()
    return () => {
      opened.stop()
      stopReplay()
    }
  }, [client])

  const value = useMemo<Realtime>(
    () => ({
      state,
      retryNow: () => socket.current?.retryNow(),
      say: (frame) => socket.current?.say(frame),
      listen: (listener) => {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
    }),
    [state],
  )
  return <RealtimeContext value={value}>{children}</RealtimeContext>
}

/** The live connection's state and events. */
export function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext)
  if (!realtime) throw new Error('useRealtime needs a RealtimeProvider above it')
  return realtime
}
