import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'

import { renderPage } from '@tests/render'
import { api, server } from '@tests/server'
import { NewWorkplace } from './new-workplace'

describe('a workspace of one’s own', () => {
  const made: unknown[] = []
  const makes = http.post(api('/tenants'), async ({ request }) => {
    made.push(await request.json())
    return HttpResponse.json({ id: 'tenant-2' }, { status: 201 })
  })
  const show = () => {
    made.length = 0
    const onEnter = vi.fn()
    renderPage(<NewWorkplace onClose={() => undefined} onEnter={onEnter} />)
    return onEnter
  }

  it('needs a name', async () => {
    show()
    await userEvent.click(screen.getByRole('button', { name: 'Make the workspace' }))
    expect(await screen.findByText('Give the workspace a name.')).toBeInTheDocument()
    expect(screen.getByLabelText('Name')).toHaveFocus()
  })

  it('is made and entered', async () => {
    const entered: unknown[] = []
    server.use(
      makes,
      http.post(api('/auth/switch'), async ({ request }) => {
        entered.push(await request.json())
        return HttpResponse.json({})
      }),
    )
    const onEnter = show()
    await userEvent.type(screen.getByLabelText('Name'), '  Second sample shop ')
    await userEvent.click(screen.getByRole('button', { name: 'Make the workspace' }))
    await vi.waitFor(() => expect(onEnter).toHaveBeenCalledOnce())
    expect(made).toEqual([{ name: 'Second sample shop' }])
    expect(entered).toEqual([{ tenant_id: 'tenant-2' }])
  })

  it('is not made twice where only the way into it failed', async () => {
    server.use(
      makes,
      http.post(api('/auth/switch'), () => HttpResponse.json({ code: 'unavailable' }, { status: 503 }), { once: true }),
      http.post(api('/auth/switch'), () => HttpResponse.json({})),
    )
    const onEnter = show()
    await userEvent.type(screen.getByLabelText('Name'), 'Sample')
    await userEvent.click(screen.getByRole('button', { name: 'Make the workspace' }))
    expect(await screen.findByText('The workspace is made, but you could not go there')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Go there' }))
    await vi.waitFor(() => expect(onEnter).toHaveBeenCalledOnce())
    expect(made).toHaveLength(1)
  })

  it('says who makes workspaces where one may not', async () => {
    server.use(http.post(api('/tenants'), () => HttpResponse.json({ code: 'sign_up_closed' }, { status: 403 })))
    show()
    await userEvent.type(screen.getByLabelText('Name'), 'Sample')
    await userEvent.click(screen.getByRole('button', { name: 'Make the workspace' }))
    expect(await screen.findByText('New workspaces are made by whoever runs Flotilla.')).toBeInTheDocument()
  })
})
