import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import { renderRouted } from '@tests/render-routed'
import { leadWithChat, message } from '@tests/samples'
import { api, server } from '@tests/server'

import { Chat } from '../components/chat'
import { useWriting } from '../use-writing'
import { draft } from '../drafts'

const FILES = 'http://files.example.com/'
const MOST = 100

function Page() {
  const nothing = () => undefined
  return <Chat leadId="lead-1" turn={leadWithChat().chat} highlight={null} onShow={nothing} canned={[]} writing={useWriting()} onTyping={nothing} alsoWriting={[]} />
}

describe('a file in a chat', () => {
  const sent: unknown[] = []
  let [asked, uploaded] = [0, 0]
  beforeEach(() => {
    ;[asked, uploaded, sent.length] = [0, 0, 0]
    draft.set('lead-1', '')
    server.use(
      http.get(api('/leads/lead-1/messages'), () => HttpResponse.json({ items: [message()], next_cursor: null })),
      http.get(api('/leads/lead-1/notes'), () => HttpResponse.json({ items: [], next_cursor: null })),
      http.get(api('/directory'), () => HttpResponse.json({ people: [], bots: [] })),
      http.post(api('/leads/lead-1/uploads'), () =>
        HttpResponse.json({ upload_id: `up-${++asked}`, url: FILES, fields: { key: 'a-key' }, max_bytes: MOST, expires_at: '2026-01-01T11:00:00.000Z' }, { status: 201 }),
      ),
      http.post(FILES, () => {
        uploaded += 1
        return new HttpResponse(null, { status: 204 })
      }),
      http.post(api('/leads/lead-1/messages'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(message({ id: 'm-9', order: '9', direction: 'out', sender: 'vendor', status: 'queued', text: 'Our menu' }), { status: 201 })
      }),
    )
  })
  const send = async (bytes = MOST) => {
    await renderRouted(() => <Page />)
    const field = await screen.findByLabelText('Message')
    await screen.findByText('Hello')
    fireEvent.paste(field, { clipboardData: { files: [new File(['x'.repeat(bytes)], 'menu.pdf', { type: 'application/pdf' })] } })
    await userEvent.type(field, 'Our menu{Enter}')
  }
  const again = () => userEvent.click(screen.getByRole('button', { name: 'Try again' }))

  it('is not sent when it is too large, says what to do, and can be taken back', async () => {
    await send(MOST + 1)
    expect(await screen.findByRole('alert')).toHaveTextContent('Not sent. It is larger than what is taken. Make it smaller')
    expect([uploaded, sent.length]).toEqual([0, 0])
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }))
    expect(screen.queryByText('menu.pdf')).not.toBeInTheDocument()
  })

  it.each([
    ['is refused where files are kept', () => new HttpResponse(null, { status: 403 }), /The place for files did not take it/],
    ['does not get through', () => HttpResponse.error(), /Flotilla does not answer/],
    ['is too large for the place of files', () => new HttpResponse(null, { status: 413 }), /larger than what is taken/],
  ])('that %s stays in the chat with the reason, and goes out once when tried again', async (_, answer, why) => {
    server.use(http.post(FILES, answer, { once: true }))
    await send()
    expect(await screen.findByRole('alert')).toHaveTextContent(why)
    expect(screen.getByText('menu.pdf')).toBeInTheDocument()
    expect(sent).toEqual([])
    await again()
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument())
    await waitFor(() => expect(sent).toEqual([{ text: 'Our menu', upload_id: 'up-2', filename: 'menu.pdf' }]))
    expect(uploaded).toBe(1)
  })

  it('is not sent a second time when only the message was not taken', async () => {
    server.use(http.post(api('/leads/lead-1/messages'), () => HttpResponse.json({ code: 'unavailable' }, { status: 503 }), { once: true }))
    await send()
    expect(await screen.findByRole('alert')).toHaveTextContent('Not sent. A part that Flotilla needs does not answer now.')
    await again()
    await waitFor(() => expect(sent).toEqual([{ text: 'Our menu', upload_id: 'up-1', filename: 'menu.pdf' }]))
    expect([asked, uploaded]).toEqual([1, 1])
    expect(await screen.findByRole('img', { name: 'Queued' })).toBeInTheDocument()
  })
})
