import { useQuery } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'

import { ToastProvider } from '@/components/ui/toast'

import { renderPage } from '@tests/render'
import { me, tenant } from '@tests/samples'
import { api, server } from '@tests/server'
import { tenantQuery } from '../api/tenant'
import { SettingsForm } from './settings-form'

function Loaded() {
  const { data } = useQuery(tenantQuery)
  return data ? <SettingsForm tenant={data} /> : null
}

const show = () =>
  renderPage(
    <ToastProvider>
      <Loaded />
    </ToastProvider>,
    { as: me({ role: 'admin', powers: ['tenant.read', 'tenant.write'] }) },
  )
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }))

describe('the settings', () => {
  it('send what was changed, for the version that was seen', async () => {
    const asked = vi.fn()
    server.use(
      http.get(api('/me'), () => HttpResponse.json(me())),
      http.get(api('/tenant'), () => HttpResponse.json(tenant())),
      http.patch(api('/tenant'), async ({ request }) => {
        asked(request.headers.get('If-Match'), await request.json())
        return HttpResponse.json(tenant({ retention_days: 90, version: 4 }))
      }),
    )
    show()
    await userEvent.type(await screen.findByLabelText('Keep conversations for (days)'), '90')
    await save()
    await waitFor(() => expect(asked).toHaveBeenCalledWith('"3"', { retention_days: 90 }))
  })

  it('load somebody else’s version after a conflict, and keep what one has typed', async () => {
    let version = 3
    server.use(
      http.get(api('/tenant'), () => HttpResponse.json(tenant(version === 3 ? {} : { time_zone: 'America/Recife', version }))),
      http.patch(api('/tenant'), () => {
        version = 4
        return HttpResponse.json({ code: 'precondition_failed' }, { status: 412 })
      }),
    )
    show()
    const name = await screen.findByLabelText('Name')
    await userEvent.clear(name)
    await userEvent.type(name, 'Mine')
    await save()
    expect(await screen.findByText('Somebody else changed the settings')).toBeInTheDocument()
    await waitFor(() => expect(screen.getByLabelText('Time zone')).toHaveValue('America/Recife'))
    expect(name).toHaveValue('Mine')
  })

  it('say which days and zones can be used', async () => {
    server.use(http.get(api('/tenant'), () => HttpResponse.json(tenant())))
    show()
    const zone = await screen.findByLabelText('Time zone')
    await userEvent.clear(zone)
    await userEvent.type(zone, 'Recife')
    await userEvent.type(screen.getByLabelText('Keep conversations for (days)'), '4000')
    await save()
    expect(await screen.findByText('Choose a time zone of the list, such as America/Recife.')).toBeInTheDocument()
    expect(screen.getByText('Whole days from 1 to 3,650, or nothing.')).toBeInTheDocument()
  })
})
