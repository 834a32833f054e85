import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

import type { Connect, Plugin } from 'vite'
import { WebSocketServer, type WebSocket } from 'ws'

import type { EventEnvelope } from '../src/lib/api/types.ts'
import { addSampleLeads } from './insight.ts'
import { handle } from './rest.ts'
import { fillInbox } from './sales.ts'
import { MockState } from './state.ts'

/** A Vite plugin that plays Flotilla's API, its socket and the simulated WhatsApp, on the dev server's own port. */
export function mockServer(): Plugin {
  const state = new MockState()
  addSampleLeads(state, Number(process.env.MOCK_LEADS ?? 0))
  fillInbox(state)
  const sockets = new WebSocketServer({ noServer: true })
  sockets.on('connection', (socket) => serve(state, socket))
  const install = (middlewares: Connect.Server, http: unknown) => {
    middlewares.use((request, response, next) => {
      handle(state, request, response).then((handled) => {
        if (!handled) next()
      }, next)
    })
    ;(http as Server).on('upgrade', (request, socket: Duplex, head) => {
      if (request.url?.startsWith('/mock-socket')) {
        sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
      }
    })
  }
  return {
    name: 'flotilla-mock',
    configureServer: (server) => install(server.middlewares, server.httpServer),
    configurePreviewServer: (server) => install(server.middlewares, server.httpServer),
  }
}

function serve(state: MockState, socket: WebSocket): void {
  const send = (event: EventEnvelope) => socket.send(JSON.stringify({ events: [event] }))
  const stop = state.listen(send)
  socket.on('close', stop)
  socket.on('message', (data: Buffer) => {
    const { action, lead: leadId } = JSON.parse(data.toString()) as { action: string; lead?: string }
    if (action === 'ping') socket.send(JSON.stringify({ pong: new Date().toISOString() }))
    if (action === 'follow') {
      const type = (what: string) => send({ id: randomUUID(), type: 'typing', time: new Date().toISOString(), tenant: 'sample', bot: null, data: { typing: { lead_id: leadId, chat_id: '', who: 'customer', state: what } } })
      setTimeout(() => type('composing'), 1500)
      setTimeout(() => type('paused'), 6000)
    }
    if (action === 'hello') {
      const time = new Date().toISOString()
      send({ id: `snapshot-${time}`, type: 'snapshot', time, tenant: 'sample', bot: null, data: { bots: state.bots, counters: { leads_by_status: {} } } })
    }
  })
}
