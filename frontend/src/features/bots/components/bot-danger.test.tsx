import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { renderPage } from '@tests/render'
import { bot } from '@tests/samples'
import { api, server } from '@tests/server'

import { BotDanger } from './bot-danger'

describe('deleting a bot', () => {
  const onDeleted = vi.fn()
  let deleted = 0
  beforeEach(() => {
    deleted = 0
    onDeleted.mockReset()
    server.use(
      http.delete(api('/bots/bot-1'), () => {
        deleted += 1
        return new HttpResponse(null, { status: 204 })
      }),
    )
  })
  let shown: ReturnType<typeof renderPage>
  const open = async () => {
    shown = renderPage(<BotDanger bot={bot({ name: 'Sample desk' })} onDeleted={onDeleted} />)
    await userEvent.click(screen.getByRole('button', { name: 'Delete the bot' }))
    return within(await screen.findByRole('dialog'))
  }
  const confirm = (form: { getByRole: typeof screen.getByRole }) => userEvent.click(form.getByRole('button', { name: 'Delete the bot' }))

  it('does nothing for another name, and says which is meant', async () => {
    const form = await open()
    const field = form.getByRole('textbox')
    await userEvent.type(field, 'sample desk')
    await confirm(form)
    await waitFor(() => expect(field).toHaveAttribute('aria-invalid', 'true'))
    expect(field).toHaveFocus()
    expect(deleted).toBe(0)
  })

  it('is done for its name', async () => {
    const form = await open()
    await userEvent.type(form.getByRole('textbox'), ' Sample desk{Enter}')
    await waitFor(() => expect(onDeleted).toHaveBeenCalledOnce())
    expect(deleted).toBe(1)
  })

  it('leads away, even if the news of it came before the answer and took the form away', async () => {
    const slowly = async () => {
      await delay(100)
      return new HttpResponse(null, { status: 204 })
    }
    server.use(http.delete(api('/bots/bot-1'), slowly))
    const form = await open()
    await userEvent.type(form.getByRole('textbox'), 'Sample desk{Enter}')
    shown.unmount()
    expect(onDeleted).not.toHaveBeenCalled()
    await waitFor(() => expect(onDeleted).toHaveBeenCalledOnce())
  })

  it('says so when it was not done', async () => {
    server.use(http.delete(api('/bots/bot-1'), () => HttpResponse.json({ code: 'unavailable' }, { status: 503 })))
    const form = await open()
    await userEvent.type(form.getByRole('textbox'), 'Sample desk')
    await confirm(form)
    expect(await form.findByRole('alert')).toBeInTheDocument()
    expect(onDeleted).not.toHaveBeenCalled()
  })
})
