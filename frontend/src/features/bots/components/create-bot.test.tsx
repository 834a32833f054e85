import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { renderRouted } from '@tests/render-routed'
import { bot, me } from '@tests/samples'
import { api, server } from '@tests/server'

import { CreateBot } from './create-bot'

const editor = me({ role: 'editor', powers: ['bots.read', 'bots.write'] })

describe('a new bot', () => {
  const onCreated = vi.fn()
  let asked: unknown[] = []
  const answers = (status: number, body: object) =>
    server.use(
      http.post(api('/bots'), async ({ request }) => {
        asked.push(await request.json())
        return HttpResponse.json(body, { status })
      }),
    )
  beforeEach(() => {
    asked = []
    onCreated.mockReset()
  })
  const open = async () => {
    await renderRouted(() => <CreateBot onCreated={onCreated} />, { as: editor })
    await userEvent.click(await screen.findByRole('button', { name: 'Create a bot' }))
    return within(await screen.findByRole('dialog'))
  }
  const create = (form: { getByRole: typeof screen.getByRole }) => userEvent.click(form.getByRole('button', { name: 'Create a bot' }))

  it('needs a name, and asks for it where it is entered', async () => {
    const form = await open()
    await create(form)
    expect(await form.findByText('Give the bot a name.')).toBeInTheDocument()
    expect(form.getByLabelText('Name')).toHaveFocus()
    expect(asked).toEqual([])
  })

  it('is made as it was entered, and one goes on to it', async () => {
    answers(201, bot({ id: 'bot-9' }))
    const form = await open()
    await userEvent.type(form.getByLabelText('Name'), ' Sample desk ')
    await userEvent.selectOptions(form.getByLabelText('Language'), 'pt')
    await userEvent.type(form.getByLabelText('Prompt'), 'Be kind.')
    await create(form)
    await waitFor(() => expect(onCreated).toHaveBeenCalledWith('bot-9'))
    expect(asked).toEqual([{ name: 'Sample desk', language: 'pt', prompt: 'Be kind.' }])
  })

  it('starts from a template in its language', async () => {
    const form = await open()
    await userEvent.selectOptions(form.getByLabelText('Language'), 'pt')
    await userEvent.click(form.getByRole('button', { name: 'Clinic' }))
    expect(form.getByRole('button', { name: 'Clinic' })).toHaveAttribute('aria-pressed', 'true')
    expect(form.getByLabelText<HTMLTextAreaElement>('Prompt').value).toMatch(/^Você é a recepção de uma clínica/)
  })

  it('shows at the field what the API has against it, and keeps what was entered', async () => {
    answers(422, { code: 'invalid_input', detail: 'No.', fields: { name: 'From 1 to 100 printable characters.' } })
    const form = await open()
    await userEvent.type(form.getByLabelText('Name'), 'Sample')
    await create(form)
    expect(await form.findByText('From 1 to 100 printable characters.')).toBeInTheDocument()
    expect(form.getByLabelText('Name')).toHaveAttribute('aria-invalid', 'true')
    expect(form.getByLabelText('Name')).toHaveValue('Sample')
    expect(onCreated).not.toHaveBeenCalled()
  })
})
