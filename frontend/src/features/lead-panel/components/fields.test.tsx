import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { renderRouted } from '@tests/render-routed'
import { leadWithChat, me } from '@tests/samples'
import { api, server } from '@tests/server'

import { Fields } from './fields'

const name = { value: 'Maria', source: 'ai', confidence: 0.9, quote: 'I am Maria', message_id: 'm-1', at: '2026-01-01T10:00:00.000Z' } as const
const sample = leadWithChat({ fields: { name } })

describe('what is known of a lead', () => {
  let asked: unknown[] = []
  beforeEach(() => {
    asked = []
    server.use(
      http.patch(api('/leads/lead-1'), async ({ request }) => {
        asked.push(await request.json())
        return HttpResponse.json(sample)
      }),
    )
  })
  const show = async ({ as = me(), at = '/' } = {}) => {
    const onEvidence = vi.fn()
    const { router } = await renderRouted(() => <Fields lead={sample} bot={undefined} onEvidence={onEvidence} />, { as, at })
    return { router, onEvidence }
  }
  const correct = async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Correct: Name' }))
    return screen.findByLabelText('Name')
  }

  it('shows where a value was said', async () => {
    const { onEvidence } = await show()
    await userEvent.click(screen.getByRole('button', { name: 'Show where Name was said' }))
    expect(onEvidence).toHaveBeenCalledExactlyOnceWith('name')
  })

  it('is corrected by hand, and the form closes', async () => {
    const { router } = await show()
    const field = await correct()
    expect(field).toHaveFocus()
    expect(field).toHaveValue('Maria')
    await userEvent.clear(field)
    await userEvent.type(field, '  Maria Souza {Enter}')
    await waitFor(() => expect(field).not.toBeInTheDocument())
    expect(asked).toEqual([{ fields: { name: 'Maria Souza' } }])
    expect(router.state.location.href).toBe('/')
  })

  it('is emptied by an empty field', async () => {
    await show()
    await userEvent.clear(await correct())
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(asked).toEqual([{ fields: { name: null } }]))
  })

  it('tells at the field why a value can’t be, until another one is entered', async () => {
    const why = 'This is no e-mail address.'
    server.use(http.patch(api('/leads/lead-1'), () => HttpResponse.json({ code: 'invalid_input', detail: 'No.', fields: { 'fields.email': why } }, { status: 422 })))
    await show({ at: '/?field=email' })
    const field = await screen.findByLabelText('E-mail')
    await userEvent.type(field, 'nonsense{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent(why)
    expect(field).toHaveAccessibleDescription(why)
    expect(field).toHaveFocus()
    await userEvent.type(field, '@')
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument())
  })

  it('stays as it was with Escape', async () => {
    await show()
    await userEvent.type(await correct(), ' Souza{Escape}')
    expect(await screen.findByText('Maria')).toBeInTheDocument()
    expect(asked).toEqual([])
  })

  it('is only read by who may not write', async () => {
    await show({ as: me({ powers: ['leads.read'] }), at: '/?field=name' })
    expect(await screen.findByText('Maria')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Correct: Name' })).not.toBeInTheDocument()
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
  })
})
