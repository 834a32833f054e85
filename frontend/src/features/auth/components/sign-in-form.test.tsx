import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { renderPage } from '@tests/render'
import { api, server } from '@tests/server'
import { SignInForm } from './sign-in-form'

const config = (google: boolean) =>
  http.get(api('/config'), () => HttpResponse.json({ simulator_url: '', stage: 'local', google }))

describe('SignInForm', () => {
  beforeEach(() => server.use(config(false)))
  const fill = async (email: string, password: string) => {
    if (email) await userEvent.type(screen.getByLabelText('E-mail'), email)
    if (password) await userEvent.type(screen.getByLabelText('Password'), password)
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  }

  it('signs in', async () => {
    const seen = vi.fn()
    server.use(
      http.post(api('/auth/login'), async ({ request }) => {
        seen(await request.json())
        return HttpResponse.json({})
      }),
    )
    const done = vi.fn()
    renderPage(<SignInForm onSignedIn={done} />)
    await fill(' admin@example.com ', 'a password')
    await waitFor(() => expect(done).toHaveBeenCalled())
    expect(seen).toHaveBeenCalledWith({ email: 'admin@example.com', password: 'a password' })
  })

  it('asks for what is missing before it asks the server', async () => {
    renderPage(<SignInForm onSignedIn={vi.fn()} />)
    await fill('not-an-address', '')
    expect(await screen.findByText('This is not a complete e-mail address.')).toBeInTheDocument()
    expect(screen.getByText('Enter your password.')).toBeInTheDocument()
    expect(screen.getByLabelText('E-mail')).toHaveAttribute('aria-invalid', 'true')
  })

  it('says so when the password is wrong, and lets one type it again', async () => {
    server.use(http.post(api('/auth/login'), () => HttpResponse.json({ code: 'unauthenticated' }, { status: 401 })))
    renderPage(<SignInForm onSignedIn={vi.fn()} />)
    await fill('admin@example.com', 'wrong')
    expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is wrong')
    expect(screen.getByLabelText('Password')).toHaveValue('')
    expect(screen.getByLabelText('Password')).toHaveFocus()
  })

  it('does not blame the password when the server is down', async () => {
    server.use(http.post(api('/auth/login'), () => HttpResponse.error()))
    renderPage(<SignInForm onSignedIn={vi.fn()} />)
    await fill('admin@example.com', 'right')
    expect(await screen.findByRole('alert')).toHaveTextContent('Flotilla does not answer')
  })

  it('offers Google only where the installation has it', async () => {
    server.use(config(true))
    renderPage(<SignInForm onSignedIn={vi.fn()} />)
    expect(await screen.findByRole('link', { name: 'Sign in with Google' })).toBeInTheDocument()
  })
})
