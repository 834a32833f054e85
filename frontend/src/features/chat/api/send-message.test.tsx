import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import { message } from '@tests/samples'
import { renderPage } from '@tests/render'
import { api, server } from '@tests/server'

import { useUnsentGuard } from '../use-unsent-guard'
import { useSendMessage } from './send-message'

const FORM = { id: 'u', url: api('/put'), fields: {}, max_bytes: 1000, expires_at: '' }

function Sender() {
  const { pending, send, retry } = useSendMessage('lead-1')
  useUnsentGuard()
  return (
    <>
      <button onClick={() => send({ text: 'Look', file: new File(['x'], 'flat.png', { type: 'image/png' }) })}>Send</button>
      {pending.map((one) => (
        <button key={one.key} onClick={() => retry(one)}>
          {one.state}
        </button>
      ))}
    </>
  )
}

describe('a file that is sent', () => {
  const keys: (string | null)[] = []
  const bodies: unknown[] = []
  let [uploads, answers]: [number, (() => Response)[]] = [0, []]
  beforeEach(() => {
    ;[keys.length, bodies.length, uploads] = [0, 0, 0]
    server.use(
      http.post(api('/leads/lead-1/uploads'), () => HttpResponse.json({ ...FORM, upload_id: `upload-${++uploads}` }, { status: 201 })),
      http.post(api('/put'), () => new HttpResponse(null, { status: 204 })),
      http.post(api('/leads/lead-1/messages'), async ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'))
        bodies.push(await request.json())
        return answers.shift()?.() ?? HttpResponse.json(message({ direction: 'out', sender: 'vendor', text: 'Look' }), { status: 201 })
      }),
    )
    renderPage(<Sender />)
  })
  const sendAndRetry = async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    await userEvent.click(await screen.findByRole('button', { name: 'failed' }))
    await waitFor(() => expect(bodies).toHaveLength(2))
    await waitFor(() => expect(screen.queryByRole('button', { name: /sending|failed/ })).not.toBeInTheDocument())
  }

  it('is tried again under the same key, without another upload', async () => {
    answers = [() => HttpResponse.json({ code: 'unavailable' }, { status: 503 })]
    await sendAndRetry()
    expect(uploads).toBe(1)
    expect(bodies).toEqual([0, 1].map(() => ({ text: 'Look', upload_id: 'upload-1', filename: 'flat.png' })))
    expect(new Set(keys).size).toBe(1)
  })
  it('keeps the tab from being closed until it is sent', async () => {
    const close = () => {
      const event = new Event('beforeunload', { cancelable: true })
      window.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(close()).toBe(false)
    answers = [() => HttpResponse.json({ code: 'unavailable' }, { status: 503 })]
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    const failed = await screen.findByRole('button', { name: 'failed' })
    expect(close()).toBe(true)
    await userEvent.click(failed)
    await waitFor(() => expect(close()).toBe(false))
  })
  it('is uploaded anew when what was uploaded is gone', async () => {
    answers = [() => HttpResponse.json({ code: 'invalid_input', fields: { upload_id: 'Upload the file first.' } }, { status: 422 })]
    await sendAndRetry()
    expect(uploads).toBe(2)
    expect(bodies.at(-1)).toMatchObject({ upload_id: 'upload-2' })
  })
})
