import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { renderPage } from '@tests/render'
import { api, server } from '@tests/server'
import { AcceptForm } from './accept-form'

describe('accepting an invitation', () => {
  const asked = vi.fn()
  const answer = (status: number, body: object) =>
    server.use(
      http.post(api('/invitations/secret/accept'), async ({ request }) => {
        asked(await request.json())
        return HttpResponse.json(body, { status })
      }),
    )
  beforeEach(() => {
    asked.mockReset()
    server.use(http.get(api('/config'), () => HttpResponse.json({ simulator_url: '', stage: 'local', google: true })))
  })
  const accept = () => userEvent.click(screen.getByRole('button', { name: 'Accept the invitation' }))

  it('asks somebody new for a name and a password', async () => {
    answer(200, {})
    const done = vi.fn()
    renderPage(<AcceptForm token="secret" onAccepted={done} />)
    await accept()
    expect(await screen.findByText('Enter your name.')).toBeInTheDocument()
    await userEvent.type(screen.getByLabelText('Your name'), 'Sample Person')
    await userEvent.type(screen.getByLabelText('Choose a password'), 'long enough')
    await accept()
    await waitFor(() => expect(done).toHaveBeenCalled())
    expect(asked).toHaveBeenCalledExactlyOnceWith({ name: 'Sample Person', password: 'long enough' })
  })

  it('asks for the password of an account that there is already', async () => {
    answer(401, { code: 'account_exists' })
    renderPage(<AcceptForm token="secret" onAccepted={vi.fn()} />)
    await userEvent.type(screen.getByLabelText('Your name'), 'Sample Person')
    await userEvent.type(screen.getByLabelText('Choose a password'), 'long enough')
    await accept()
    expect(await screen.findByText('This address has an account already')).toBeInTheDocument()
    expect(screen.queryByLabelText('Your name')).not.toBeInTheDocument()
    await userEvent.type(screen.getByLabelText('Password'), 'mine')
    await accept()
    await waitFor(() => expect(asked).toHaveBeenLastCalledWith({ password: 'mine' }))
  })

  it('goes to Google with the invitation', async () => {
    renderPage(<AcceptForm token="se/cret" onAccepted={vi.fn()} />)
    const google = await screen.findByRole('link', { name: 'Accept with Google' })
    expect(google).toHaveAttribute('href', '/api/v1/auth/google/start?invitation=se%2Fcret')
  })
})
