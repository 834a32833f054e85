import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { useState } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'

import type { Message } from '@/lib/api/types'
import { mergeMessage } from '@/lib/realtime/merge'

import { renderRouted } from '@tests/render-routed'
import { leadWithChat, me, message } from '@tests/samples'
import { api, server } from '@tests/server'
import { draft } from '../drafts'
import type { Highlight } from './bubble'
import { Chat } from './chat'
import { useWriting } from '../use-writing'

const { chat: turn } = leadWithChat()
const vendors = (text: string): Message =>
  message({ id: 'm-9', order: '9', direction: 'out', sender: 'vendor', status: 'queued', text })

const FAQ = [{ question: 'Do you deliver?', answer: 'Yes, within a day.' }]

function Page({ onTyping = () => undefined, alsoWriting = [] }: { onTyping?: () => void; alsoWriting?: string[] }) {
  const [highlight, setHighlight] = useState<Highlight | null>(null)
  const show = (messageId: string) => setHighlight({ messageId, quote: null, asked: 0 })
  const writing = useWriting()
  return <Chat leadId="lead-1" turn={turn} highlight={highlight} onShow={show} canned={FAQ} writing={writing} onTyping={onTyping} alsoWriting={alsoWriting} />
}

describe('Chat', () => {
  beforeEach(() => {
    draft.set('lead-1', '')
    server.use(
      http.get(api('/leads/lead-1/messages'), () => HttpResponse.json({ items: [message()], next_cursor: null })),
      http.get(api('/leads/lead-1/notes'), () => HttpResponse.json({ items: [], next_cursor: null })),
      http.get(api('/directory'), () => HttpResponse.json({ people: [], bots: [] })),
    )
  })
  const show = (options = {}) => renderRouted(() => <Page />, options)
  const write = async (text: string) => {
    await screen.findByText('Hello')
    await userEvent.type(screen.getByLabelText('Message'), `${text}{Enter}`)
  }

  it('begins at the end of a long chat, and reads back when asked', async () => {
    server.use(
      http.get(api('/leads/lead-1/messages'), ({ request }) =>
        new URL(request.url).searchParams.get('cursor') === 'next'
          ? HttpResponse.json({ items: [message({ text: 'The oldest' })], next_cursor: null })
          : HttpResponse.json({ items: [message({ id: 'm-2', order: '2', text: 'The newest' })], next_cursor: 'next' }),
      ),
    )
    await show()
    expect(await screen.findByText('The newest')).toBeInTheDocument()
    expect(screen.queryByText('The oldest')).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Older messages' }))
    expect(await screen.findByText('The oldest')).toBeInTheDocument()
    const texts = screen.getAllByText(/^The /).map(({ textContent }) => textContent)
    expect(texts).toEqual(['The oldest', 'The newest'])
    expect(screen.queryByRole('button', { name: 'Older messages' })).not.toBeInTheDocument()
  })

  it('keeps what was read back when it is asked again, without a gap', async () => {
    const chat = [1, 2, 3, 4, 5, 6].map((number) => message({ id: `m-${number}`, order: String(number), text: `No. ${number}` }))
    let upto = 3
    server.use(
      http.get(api('/leads/lead-1/messages'), ({ request }) => {
        const before = Number(new URL(request.url).searchParams.get('cursor') ?? upto + 1)
        const items = chat.filter(({ order }) => Number(order) < before && Number(order) <= upto).slice(-2).reverse()
        const oldest = Number(items.at(-1)?.order ?? 1)
        return HttpResponse.json({ items, next_cursor: oldest > 1 ? String(oldest) : null })
      }),
    )
    const { client } = await show()
    await screen.findByText('No. 3')
    await userEvent.click(screen.getByRole('button', { name: 'Older messages' }))
    await screen.findByText('No. 1')
    upto = 6
    await client.invalidateQueries({ queryKey: ['messages'] })
    await screen.findByText('No. 6')
    expect(screen.getAllByText(/^No\. /).map(({ textContent }) => textContent)).toEqual(chat.map(({ text }) => text))
  })

  it('replies to a message, and says to which', async () => {
    const bodies: unknown[] = []
    server.use(
      http.post(api('/leads/lead-1/messages'), async ({ request }) => {
        bodies.push(await request.json())
        return HttpResponse.json({ ...vendors('Good morning'), quoted_id: 'm-1' }, { status: 201 })
      }),
    )
    await show()
    await screen.findByText('Hello')
    await userEvent.click(screen.getByRole('button', { name: 'Reply to this message' }))
    expect(screen.getByTestId('reply-to')).toHaveTextContent('Hello')
    expect(screen.getByLabelText('Message')).toHaveFocus()
    await userEvent.type(screen.getByLabelText('Message'), 'Good morning{Enter}')
    await waitFor(() => expect(bodies).toEqual([{ text: 'Good morning', quoted_id: 'm-1' }]))
    expect(screen.queryByTestId('reply-to')).not.toBeInTheDocument()
  })

  it('offers the answers that are ready after a slash', async () => {
    await show()
    const field = await screen.findByLabelText('Message')
    await userEvent.type(field, '/deliv')
    expect(screen.getByRole('option')).toHaveTextContent('Do you deliver?')
    await userEvent.keyboard('{Enter}')
    expect(field).toHaveValue('Yes, within a day.')
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument()
  })

  it('keeps a note for the team, and sends nothing', async () => {
    const note = { id: 'n-1', bot_id: 'bot-1', lead_id: 'lead-1', author: 'user-1', author_name: 'Sample Vendor', at: '2026-01-01T11:00:00.000Z' }
    server.use(http.post(api('/leads/lead-1/notes'), async ({ request }) => HttpResponse.json({ ...note, ...((await request.json()) as object) }, { status: 201 })))
    await show()
    await screen.findByText('Hello')
    await userEvent.click(screen.getByRole('button', { name: 'Note' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'Call in the morning{Enter}')
    expect(await screen.findByText('Note by Sample Vendor')).toBeInTheDocument()
    expect(screen.getByText('Call in the morning')).toBeInTheDocument()
  })

  it('uploads a pasted picture and sends it with its caption', async () => {
    const bodies: unknown[] = []
    const form = { upload_id: 'up-1', url: 'http://files.example.com/', fields: { key: 'a-key' }, max_bytes: 100, expires_at: '2026-01-01T11:00:00.000Z' }
    server.use(
      http.post(api('/leads/lead-1/uploads'), () => HttpResponse.json(form, { status: 201 })),
      http.post('http://files.example.com/', () => new HttpResponse(null, { status: 204 })),
      http.post(api('/leads/lead-1/messages'), async ({ request }) => {
        bodies.push(await request.json())
        return HttpResponse.json(vendors('Our menu'), { status: 201 })
      }),
    )
    await show()
    const field = await screen.findByLabelText('Message')
    const picture = new File(['sample'], 'menu.pdf', { type: 'application/pdf' })
    fireEvent.paste(field, { clipboardData: { files: [picture] } })
    expect(screen.getByTestId('attachment')).toHaveTextContent('menu.pdf')
    await userEvent.type(field, 'Our menu{Enter}')
    await waitFor(() => expect(bodies).toEqual([{ text: 'Our menu', upload_id: 'up-1', filename: 'menu.pdf' }]))
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
    const { client } = await show()
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
    await show()
    await write('Are you there?')
    expect(await screen.findByRole('alert')).toHaveTextContent('Not sent. Flotilla does not answer.')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByRole('img', { name: 'Queued' })
    expect(keysSeen[0]).toBeTruthy()
    expect(keysSeen[1]).toBe(keysSeen[0])
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  const failing = (reason: string) => {
    const failed: Message = { ...vendors('Hi'), status: 'failed', reason }
    server.use(http.get(api('/leads/lead-1/messages'), () => HttpResponse.json({ items: [message(), failed], next_cursor: null })))
    return failed
  }

  it('says why a message could not be sent, and has it tried again under its id', async () => {
    const failed = failing('expired')
    server.use(
      http.post(api('/leads/lead-1/messages/m-9/retry'), () => HttpResponse.json({ ...failed, order: '91', status: 'queued', reason: null })),
    )
    await show()
    expect(await screen.findByText('Not sent: it could not be sent within 24 hours.')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('img', { name: 'Queued' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
  })

  it('shows both messages where the retry needs another id, and offers no second one', async () => {
    const failed = failing('rejected_by_whatsapp')
    server.use(
      http.post(api('/leads/lead-1/messages/m-9/retry'), () =>
        HttpResponse.json({ ...failed, id: 'm-10', order: '91', status: 'queued', reason: null, retry_of: 'm-9' }),
      ),
    )
    await show()
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Tried again below.')).toBeInTheDocument()
    expect(screen.getAllByText('Hi')).toHaveLength(2)
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
  })

  it('says why a message waits', async () => {
    server.use(
      http.get(api('/leads/lead-1/messages'), () =>
        HttpResponse.json({ items: [message(), { ...vendors('Hi'), reason: 'sending_off' }], next_cursor: null }),
      ),
    )
    await show()
    expect(await screen.findByText('Waits: sending is switched off for this bot.')).toBeInTheDocument()
  })

  it('shows the life of a message', async () => {
    server.use(
      http.get(api('/leads/lead-1/messages'), () =>
        HttpResponse.json({ items: [message({ life: [{ stage: 'page', at: 1001 }, { stage: 'stored', at: 1101 }] })], next_cursor: null }),
      ),
    )
    await show()
    await userEvent.click(await screen.findByRole('button', { name: /Life of the message/ }))
    expect(await screen.findByText('WhatsApp page')).toBeInTheDocument()
    expect(screen.getByText('+100 ms')).toBeInTheDocument()
  })

  it('keeps a draft while one looks elsewhere', async () => {
    const first = await show()
    await screen.findByText('Hello')
    await userEvent.type(screen.getByLabelText('Message'), 'To be continued')
    first.client.clear()
    expect(draft.get('lead-1')).toBe('To be continued')
  })

  it('lets people without the power read, not write', async () => {
    await show({ as: me({ role: 'viewer', powers: ['leads.read', 'messages.read'] }) })
    await screen.findByText('Hello')
    expect(screen.queryByLabelText('Message')).not.toBeInTheDocument()
    expect(screen.getByText(/may read this chat/)).toBeInTheDocument()
  })
})
