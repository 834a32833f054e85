import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'

import type { Tenant } from '@/lib/api/workspace-types'

import { renderPage } from '@tests/render'
import { me, tenant } from '@tests/samples'
import { api, server } from '@tests/server'

import { DangerZone } from './danger-zone'

const owner = me({ role: 'owner', powers: ['tenant.read', 'tenant.write', 'tenant.delete'] })
const admin = me({ role: 'admin', powers: ['tenant.read', 'tenant.write'] })
const sample = (change: Partial<Tenant> = {}) => tenant({ name: 'Sample workspace', ...change })

describe('deleting the workspace', () => {
  it('is for owners, once', () => {
    renderPage(<DangerZone tenant={sample()} />, { as: admin })
    renderPage(<DangerZone tenant={sample({ delete_at: '2026-01-08T10:00:00.000Z' })} />, { as: owner })
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })

  it('needs its name, typed by hand', async () => {
    const asked: unknown[] = []
    server.use(
      http.post(api('/tenant/delete'), async ({ request }) => {
        asked.push(await request.json())
        return HttpResponse.json(sample({ delete_at: '2026-01-08T10:00:00.000Z' }))
      }),
      http.get(api('/me'), () => HttpResponse.json(owner)),
    )
    renderPage(<DangerZone tenant={sample()} />, { as: owner })
    await userEvent.click(screen.getByRole('button', { name: 'Delete the workspace' }))
    const dialog = await screen.findByRole('dialog')
    const form = within(dialog)
    const field = form.getByRole('textbox')
    await userEvent.type(field, 'Sample{Enter}')
    await waitFor(() => expect(field).toHaveAttribute('aria-invalid', 'true'))
    expect(asked).toEqual([])
    await userEvent.type(field, ' workspace{Enter}')
    await waitFor(() => expect(dialog).not.toBeInTheDocument())
    expect(asked).toEqual([{ confirm: 'Sample workspace' }])
  })
})
