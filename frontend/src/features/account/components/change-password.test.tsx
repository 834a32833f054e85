import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'

import { ToastProvider } from '@/components/ui/toast'

import { renderPage } from '@tests/render'
import { me } from '@tests/samples'
import { api, server } from '@tests/server'
import { ChangePassword } from './change-password'

describe('a new password', () => {
  const show = ({ has_password = true } = {}) => {
    const onClose = vi.fn()
    renderPage(
      <ToastProvider>
        <ChangePassword onClose={onClose} />
      </ToastProvider>,
      { as: me({ has_password }) },
    )
    return onClose
  }
  const type = (label: string, text: string) => userEvent.type(screen.getByLabelText(label), text)

  it('is refused before it is sent while it is too short or of one letter', async () => {
    show()
    await type('Current password', 'the old one')
    await type('New password', 'short')
    await userEvent.click(screen.getByRole('button', { name: 'Change the password' }))
    expect(screen.getByLabelText('New password')).toHaveAttribute('aria-invalid', 'true')
    await userEvent.clear(screen.getByLabelText('New password'))
    await type('New password', 'aaaaaaaaaaaa')
    expect(screen.getByLabelText('New password')).toHaveAttribute('aria-invalid', 'true')
  })

  it('is sent with the current one, and the form closes', async () => {
    const sent: unknown[] = []
    server.use(
      http.post(api('/auth/password'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({})
      }),
      http.get(api('/me'), () => HttpResponse.json(me())),
    )
    const onClose = show()
    await type('Current password', 'the old one')
    await type('New password', 'a sample password')
    await userEvent.click(screen.getByRole('button', { name: 'Change the password' }))
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(sent).toEqual([{ current: 'the old one', new: 'a sample password' }])
  })

  it('asks for the current one anew where it was wrong', async () => {
    server.use(http.post(api('/auth/password'), () => HttpResponse.json({ code: 'invalid_input', fields: { current: 'wrong' } }, { status: 422 })))
    const onClose = show()
    await type('Current password', 'mistyped')
    await type('New password', 'a sample password')
    await userEvent.click(screen.getByRole('button', { name: 'Change the password' }))
    expect(await screen.findByRole('alert')).toBeInTheDocument()
    expect(screen.getByLabelText('Current password')).toHaveValue('')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('is the first one for who came by a provider', () => {
    show({ has_password: false })
    expect(screen.queryByLabelText('Current password')).toBeNull()
  })
})
