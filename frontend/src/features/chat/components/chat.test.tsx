import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import type { Message } from '@/lib/api/types'
import { mergeMessage } from '@/lib/realtime/merge'

import { renderPage } from '@tests/render'
import { leadWithChat, me, message } from '@tests/samples'
import { api, server } from '@tests/server'
import { draft } from '../drafts'
import { Chat } from './chat'

const { chat: turn } = leadWithChat()
const vendors = (text: string): Message =>
  message({ id: 'm-9', order: '9', direction: 'out', sender: 'vendor', status: 'queued', text })

describe('Chat', () => {
  beforeEach(() => {
    draft.set('lead-1', '')
    server.use(http.get(api('/leads/lead-1/messages'), () => HttpResponse.json({ items: [message()], next_cursor: null })))
  })
  const show = (options = {}) => renderPage(<Chat leadId="lead-1" turn={turn} highlight={null} />, options)
  const write = async (text: string) => {
    await screen.findByText('Hello')
    await userEvent.type(screen.getByLabelText('Message'), `${text}{Enter}`)
  }

  it('follows the pages of a long chat to its end', async () => {
    server.use(
      http.get(api('/leads/lead-1/messages'), ({ request }) =>
        new URL(request.url).searchParams.get('cursor') === 'next'
          ? HttpResponse.json({ items: [message({ id: 'm-2', order: '2', text: 'The newest' })], next_cursor: null })
          : HttpResponse.json({ items: [message()], next_cursor: 'next' }),
      ),
    )
    show()
    expect(await screen.findByText('The newest')).toBeInTheDocument()
  })

  it('shows what one writes at once, and once', async () => {
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => (answer = resolve))
    server.use(
      http.post(api('/leads/lead-1/messages'), async () => {
        await held
        return HttpResponse.json(vendors('On my way'), { status: 201 })
      }),
    )
    const { client } = show()
    await write('On my way')
    expect(screen.getByText('On my way')).toBeInTheDocument()
    expect(screen.getByLabelText('Message')).toHaveValue('')
    // Its event may come before the answer to the request.
    mergeMessage(client, vendors('On my way'))
    await screen.findByRole('img', { name: 'Queued' })
    expect(screen.getAllByText('On my way')).toHaveLength(1)
    answer()
    await waitFor(() => expect(client.isMutating()).toBe(0))
    expect(screen.getAllByText('On my way')).toHaveLength(1)
  })

  it('keeps what was not taken, and tries again under the same key', async () => {
    const keysSeen: (string | null)[] = []
    server.use(
      http.post(api('/leads/lead-1/messages'), ({ request }) => {
        keysSeen.push(request.headers.get('Idempotency-Key'))
        return keysSeen.length === 1 ? HttpResponse.error() : HttpResponse.json(vendors('Are you there?'), { status: 201 })
      }),
    )
    show()
    await write('Are you there?')
    expect(await screen.findByRole('alert')).toHaveTextContent('Not sent. Flotilla does not answer.')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByRole('img', { name: 'Queued' })
    expect(keysSeen[0]).toBeTruthy()
    expect(keysSeen[1]).toBe(keysSeen[0])
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('names the reason of a message that could not be sent, and offers to send it again', async () => {
    server.use(
      http.get(api('/leads/lead-1/messages'), () =>
        HttpResponse.json({ items: [message(), { ...vendors('Hi'), status: 'failed', reason: 'no_such_chat' }], next_cursor: null }),
      ),
    )
    show()
    expect(await screen.findByText('Not sent: no_such_chat')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Send again' })).toBeInTheDocument()
  })

  it('shows the life of a message', async () => {
    server.use(
      http.get(api('/leads/lead-1/messages'), () =>
        HttpResponse.json({ items: [message({ life: [{ stage: 'page', at: 1001 }, { stage: 'stored', at: 1101 }] })], next_cursor: null }),
      ),
    )
    show()
    await userEvent.click(await screen.findByRole('button', { name: /Life of the message/ }))
    expect(await screen.findByText('WhatsApp page')).toBeInTheDocument()
    expect(screen.getByText('+100 ms')).toBeInTheDocument()
  })

  it('keeps a draft while one looks elsewhere', async () => {
    const first = show()
    await screen.findByText('Hello')
    await userEvent.type(screen.getByLabelText('Message'), 'To be continued')
    first.client.clear()
    expect(draft.get('lead-1')).toBe('To be continued')
  })

  it('lets people without the power read, not write', async () => {
    show({ as: me({ role: 'viewer', powers: ['leads.read', 'messages.read'] }) })
    await screen.findByText('Hello')
    expect(screen.queryByLabelText('Message')).not.toBeInTheDocument()
    expect(screen.getByText(/may read this chat/)).toBeInTheDocument()
  })
})
