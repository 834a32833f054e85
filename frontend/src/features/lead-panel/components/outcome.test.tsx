import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'

import type { LeadWithChat } from '@/lib/api/types'

import { renderRouted } from '@tests/render-routed'
import { leadWithChat, me } from '@tests/samples'
import { api, server } from '@tests/server'

import { Outcome } from './outcome'

const reader = me({ powers: ['leads.read'] })

describe('how a lead ended', () => {
  const show = (change: Partial<LeadWithChat> = {}, as = me(), at = '/') => renderRouted(() => <Outcome lead={leadWithChat(change)} />, { as, at })
  const open = async () => {
    await show({ status: 'qualified' })
    await userEvent.click(await screen.findByRole('button', { name: 'Close the lead' }))
    const dialog = await screen.findByRole('dialog', { name: 'Close this lead' })
    return { dialog, form: within(dialog) }
  }
  const close = (form: { getByRole: typeof screen.getByRole }) => userEvent.click(form.getByRole('button', { name: 'Close the lead' }))

  it('is said with a reason, and not without', async () => {
    const asked: unknown[] = []
    server.use(
      http.post(api('/leads/lead-1/close'), async ({ request }) => {
        asked.push(await request.json())
        return HttpResponse.json(leadWithChat({ status: 'lost', close_reason: 'Too far' }))
      }),
    )
    const { dialog, form } = await open()
    expect(form.getByRole('radio', { name: 'Won' })).toBeChecked()
    await userEvent.click(form.getByRole('radio', { name: 'Lost' }))
    await userEvent.type(form.getByLabelText('Why'), '  ')
    expect(form.getByRole('button', { name: 'Close the lead' })).toBeDisabled()
    await userEvent.type(form.getByLabelText('Why'), 'Too far ')
    await close(form)
    await waitFor(() => expect(dialog).not.toBeInTheDocument())
    expect(asked).toEqual([{ outcome: 'lost', reason: 'Too far' }])
  })

  it.each([
    ['what the API has against the reason', { code: 'invalid_input', detail: 'No.', fields: { reason: 'Say it in words.' } }, 422, 'Say it in words.'],
    ['any other refusal', { code: 'unavailable' }, 503, /.+/],
  ])('tells at the reason %s', async (_, problem, status, words) => {
    server.use(http.post(api('/leads/lead-1/close'), () => HttpResponse.json(problem, { status })))
    const { form } = await open()
    const field = form.getByLabelText('Why')
    await userEvent.type(field, 'Sold')
    await close(form)
    await waitFor(() => expect(field).toHaveAttribute('aria-invalid', 'true'))
    expect(field).toHaveAccessibleDescription(words)
    expect(field).toHaveValue('Sold')
  })

  it('is taken back where the lead is reopened', async () => {
    let reopened = 0
    server.use(
      http.post(api('/leads/lead-1/reopen'), () => {
        reopened += 1
        return HttpResponse.json(leadWithChat({ status: 'qualified' }))
      }),
    )
    await show({ status: 'won', close_reason: 'Signed' })
    expect(screen.getByText('Won')).toHaveTextContent('Won · Signed')
    await userEvent.click(screen.getByRole('button', { name: 'Reopen' }))
    await waitFor(() => expect(reopened).toBe(1))
  })

  it('is only read by who may not write, and no link opens its form', async () => {
    await show({ status: 'won', close_reason: 'Signed' }, reader, '/?close=true')
    expect(await screen.findByText(/Signed/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Reopen' })).not.toBeInTheDocument()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})
