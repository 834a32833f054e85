import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import type { Session } from '@/lib/api/types'

import { renderRouted } from '@tests/render-routed'
import { bot, health, me, session } from '@tests/samples'
import { api, server } from '@tests/server'

import { ConnectionTab } from './connection-tab'
import { SessionActions } from './session-actions'

const operator = me({ role: 'editor', powers: ['bots.read', 'sessions.operate'] })
const admin = me({ role: 'admin', powers: ['bots.read', 'sessions.operate', 'sessions.inspect'] })

describe('a bot’s connection', () => {
  beforeEach(() =>
    server.use(
      http.get(api('/bots/bot-1/session/history'), () =>
        HttpResponse.json({
          items: [
            { at: '2026-01-01T10:01:00.000Z', status: 'FAILED', reason: 'page_deaf', remedy: 'reload', detail: null },
            { at: '2026-01-01T10:00:00.000Z', status: 'WORKING', reason: null, remedy: null, detail: null },
          ],
        }),
      ),
    ),
  )
  const show = (change: Partial<Session>, as = operator) => renderRouted(() => <ConnectionTab bot={bot({ session: session(change) })} />, { as })

  it('says in words what proves its health', async () => {
    await show({ status: 'WORKING', reason: null, health: health({ messages_waiting: 2, messages_unacked: 1, oldest_unacked_ms: 8000 }) })
    const proof = within(await screen.findByRole('region', { name: 'Proof of health' }))
    expect(proof.getByText(/^The page answered in 12 ms/)).toBeInTheDocument()
    expect(proof.getByText('2 messages wait to be sent.')).toBeInTheDocument()
    expect(proof.getByText('1 message is sent and not confirmed by WhatsApp for 8 s.')).toBeInTheDocument()
  })

  it('tells how far the older chats are read', async () => {
    await show({ status: 'WORKING', reason: null, history: { chats_done: 3, chats_total: 12, finished_at: null } })
    expect(await screen.findByText('Reading what is on the phone already: 3 of 12 chats.')).toBeInTheDocument()
    expect(screen.getByRole('progressbar', { name: 'Older chats read' })).toHaveAttribute('aria-valuenow', '25')
  })

  it('shows what it went through, with what was done about it', async () => {
    await show({ status: 'WORKING', reason: null })
    expect(await screen.findByText('The page was loaded anew.')).toBeInTheDocument()
  })

  describe('whose codes ran out while nobody looked', () => {
    const ranOut = { status: 'STOPPED', reason: 'qr_not_scanned' } as const
    const listen = () => {
      const actions: unknown[] = []
      server.use(
        http.post(api('/bots/bot-1/session/:action'), ({ params }) => {
          actions.push(params.action)
          return HttpResponse.json(session(), { status: 202 })
        }),
        http.get(api('/bots'), () => HttpResponse.json({ items: [] })),
      )
      return actions
    }

    it('asks for a new one when somebody comes who may', async () => {
      const actions = listen()
      await show(ranOut)
      await waitFor(() => expect(actions).toEqual(['start']))
    })

    it('leaves it to those who may, and a bot that is switched off to its switch', async () => {
      const actions = listen()
      await show(ranOut, me({ role: 'viewer', powers: ['bots.read'] }))
      await renderRouted(() => <ConnectionTab bot={bot({ desired: 'disabled', session: session(ranOut) })} />, { as: operator })
      await screen.findAllByRole('region', { name: 'Proof of health' })
      expect(actions).toEqual([])
    })

    it('has a button that says what it does', async () => {
      const actions = listen()
      await renderRouted(() => <SessionActions bot={bot({ session: session(ranOut) })} />, { as: operator })
      await userEvent.click(await screen.findByRole('button', { name: 'Show a new code' }))
      expect(actions).toEqual(['start'])
    })
  })

  it('gives a code to type for the number of a phone, once it is one', async () => {
    const asked: unknown[] = []
    const refusal = { code: 'invalid_input', detail: 'No number.', fields: { phone: 'No number.' } }
    server.use(
      http.post(api('/bots/bot-1/session/pairing-code'), async ({ request }) => {
        asked.push(await request.json())
        return asked.length === 1 ? HttpResponse.json(refusal, { status: 422 }) : HttpResponse.json(session(), { status: 202 })
      }),
      http.get(api('/bots'), () => HttpResponse.json({ items: [] })),
    )
    await show({})
    const phone = await screen.findByLabelText(/Number of the phone/)
    await userEvent.click(screen.getByRole('button', { name: 'Get a code' }))
    expect(await screen.findByText(/Enter the whole number/)).toBeInTheDocument()
    expect(asked).toEqual([])
    await userEvent.type(phone, '123')
    await userEvent.click(screen.getByRole('button', { name: 'Get a code' }))
    await waitFor(() => expect(phone).toHaveAttribute('aria-invalid', 'true'))
    expect(phone).toHaveFocus()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    await userEvent.type(phone, '4567 8900')
    await userEvent.click(screen.getByRole('button', { name: 'Get a code' }))
    await waitFor(() => expect(asked).toEqual([{ phone: '123' }, { phone: '1234567 8900' }]))
  })

  it('shows the code, or why there is none', async () => {
    await show({ pairing_code: 'ABCD-1234', pairing_code_until: '2020-01-01T10:00:00.000Z', pairing_error: 'WhatsApp refused.' })
    expect(await screen.findByText('ABCD-1234')).toBeInTheDocument()
    expect(screen.getByText('Not good any more. Get a new one.')).toBeInTheDocument()
    expect(screen.getByText('WhatsApp refused.')).toBeInTheDocument()
  })

  it('shows its page to those who may inspect it, and to nobody else', async () => {
    server.use(
      http.get(api('/bots/bot-1/session/screenshot'), () => HttpResponse.json({ status: 'none', taken_at: null, url: null, url_until: null, error: null })),
      http.post(api('/bots/bot-1/session/screenshot'), () =>
        HttpResponse.json({ status: 'ready', taken_at: '2026-01-01T10:00:00.000Z', url: 'https://files.example.com/page.png', url_until: null, error: null }),
      ),
    )
    await show({ status: 'WORKING', reason: null }, admin)
    await userEvent.click(await screen.findByRole('button', { name: 'See its page' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Take a picture' }))
    expect(await screen.findByRole('img', { name: /WhatsApp page/ })).toHaveAttribute('src', 'https://files.example.com/page.png')
  })

  it('hides the page from those who may not inspect it', async () => {
    await show({ status: 'WORKING', reason: null })
    await screen.findByText('The page was loaded anew.')
    expect(screen.queryByRole('button', { name: 'See its page' })).not.toBeInTheDocument()
  })
})
