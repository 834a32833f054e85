import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Dialog, DialogContent } from '@/components/ui/dialog'
import { TooltipProvider } from '@/components/ui/tooltip'
import type { Me } from '@/lib/api/types'

import { renderRouted } from '@tests/render-routed'
import { member, me } from '@tests/samples'
import { api, server } from '@tests/server'
import { InvitationLink, InviteMember } from './invite'
import { MemberList } from './member-list'

const admin = (change: Partial<Me> = {}) =>
  me({
    user: { id: 'user-1', email: 'admin@example.com', name: 'Sample Admin' },
    role: 'admin',
    powers: ['team.read', 'team.write'],
    roles_to_give: ['admin', 'editor', 'viewer', 'vendor'],
    ...change,
  })

describe('the team', () => {
  const members = [
    member({ user_id: 'owner', name: 'Sample Owner', role: 'owner', added_by: null }),
    member({ user_id: 'vendor', name: 'Sample Vendor', role: 'vendor', added_by: 'owner' }),
    member({ user_id: 'listed', name: 'Listed Vendor', role: 'vendor', managed_by: 'environment' }),
  ]
  beforeEach(() => server.use(http.get(api('/team'), () => HttpResponse.json({ items: members }))))
  const list = () => (
    <TooltipProvider>
      <MemberList />
    </TooltipProvider>
  )
  const show = (as = admin()) => renderRouted(list, { as })
  const row = async (name: string) => {
    const list = within(await screen.findByRole('list', { name: 'People' }))
    const found = list.getAllByRole('listitem').find((item) => within(item).queryByText(name))
    if (!found) throw new Error(`no row of ${name}`)
    return within(found)
  }

  it('says who added whom', async () => {
    await show()
    expect((await row('Sample Vendor')).getByText('Added by Sample Owner')).toBeInTheDocument()
    expect((await row('Sample Owner')).getByText('Here from the start')).toBeInTheDocument()
  })

  it('offers nothing that the API would refuse: owners to admins, people whom the installation manages', async () => {
    await show()
    expect((await row('Sample Owner')).queryByRole('button', { name: /More for/ })).not.toBeInTheDocument()
    expect((await row('Listed Vendor')).queryByRole('button', { name: /More for/ })).not.toBeInTheDocument()
    expect((await row('Sample Vendor')).getByRole('button', { name: /More for/ })).toBeInTheDocument()
  })

  it('lets those change owners who may make some, and nobody who may not manage the team', async () => {
    await show(admin({ roles_to_give: ['owner', 'admin', 'editor', 'viewer', 'vendor'] }))
    expect((await row('Sample Owner')).getByRole('button', { name: /More for/ })).toBeInTheDocument()
    cleanup()
    await show(admin({ powers: ['team.read'], roles_to_give: [] }))
    await row('Sample Vendor')
    expect(screen.queryByRole('button', { name: /More for/ })).not.toBeInTheDocument()
  })

  it('says what happens to a vendor’s leads, and why it did not work', async () => {
    server.use(
      http.patch(api('/team/vendor'), () => HttpResponse.json({ code: 'last_owner', detail: 'in English' }, { status: 409 })),
    )
    await show()
    await userEvent.click((await row('Sample Vendor')).getByRole('button', { name: /More for/ }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Deactivate' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/leads go back to unassigned/)).toBeInTheDocument()
    await userEvent.click(dialog.getByRole('button', { name: 'Deactivate' }))
    expect(await dialog.findByRole('alert')).toHaveTextContent('A workspace needs an owner.')
  })
})

describe('a link to a member’s role', () => {
  beforeEach(() => server.use(http.get(api('/team'), () => HttpResponse.json({ items: [member({ user_id: 'vendor', name: 'Sample Vendor', role: 'vendor' })] }))))
  const show = (at: string) => renderRouted(() => <TooltipProvider><MemberList /></TooltipProvider>, { as: admin(), at })

  it('opens the form, and closes to the team', async () => {
    const { router } = await show('/?edit=vendor')
    const form = within(await screen.findByRole('dialog'))
    expect(form.getByRole('radio', { name: 'Vendor' })).toBeChecked()
    await userEvent.click(form.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(router.state.location.href).toBe('/'))
    expect(screen.getByText('Sample Vendor')).toBeInTheDocument()
  })

  it('leads to the team when the member has left', async () => {
    const { router } = await show('/?edit=gone')
    await waitFor(() => expect(router.state.location.href).toBe('/'))
    expect(screen.getByText('Sample Vendor')).toBeInTheDocument()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})

describe('an invitation', () => {
  it('shows its link once', async () => {
    const asked = vi.fn()
    server.use(
      http.post(api('/team/invitations'), async ({ request }) => {
        asked(await request.json())
        return HttpResponse.json({ id: 'i-1', email: 'new@example.com', url: 'http://localhost/invitations/secret' }, { status: 201 })
      }),
    )
    await renderRouted(() => <InviteMember />, { as: admin() })
    await userEvent.click(screen.getByRole('button', { name: 'Invite somebody' }))
    await userEvent.type(screen.getByLabelText('E-mail'), 'new@example.com')
    expect(screen.queryByRole('radio', { name: 'Owner' })).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('radio', { name: 'Editor' }))
    await userEvent.click(screen.getByRole('button', { name: 'Make the link' }))
    expect(await screen.findByLabelText('Link of the invitation')).toHaveValue('http://localhost/invitations/secret')
    expect(asked).toHaveBeenCalledWith({ email: 'new@example.com', role: 'editor' })
    await userEvent.click(screen.getByRole('button', { name: 'Done' }))
    await userEvent.click(screen.getByRole('button', { name: 'Invite somebody' }))
    expect(screen.queryByLabelText('Link of the invitation')).not.toBeInTheDocument()
  })

  it('says that the plan is full, how much there is, and what would help', async () => {
    const limit = { name: 'users', plan: 'free', allowed: 3, used: 3, larger: [{ plan: 'pro', allowed: 50 }], upgrade: '/billing' }
    server.use(http.post(api('/team/invitations'), () => HttpResponse.json({ code: 'limit_reached', limit }, { status: 402 })))
    await renderRouted(() => <InviteMember />, { as: admin() })
    await userEvent.click(screen.getByRole('button', { name: 'Invite somebody' }))
    await userEvent.type(screen.getByLabelText('E-mail'), 'new@example.com{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Your plan has no place left')
    expect(screen.getByRole('alert')).toHaveTextContent('In use: 3 of 3.')
    expect(screen.getByRole('alert')).toHaveTextContent('Pro allows: 50.')
    expect(screen.getByRole('link', { name: 'See what a larger plan allows' })).toHaveAttribute('href', '/billing')
  })

  it('selects the link where the clipboard is closed', async () => {
    const user = userEvent.setup()
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
    await renderRouted(() => <CopyOnly />)
    await user.click(screen.getByRole('button', { name: 'Copy the link' }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('copy it yourself'))
  })
})

function CopyOnly() {
  return (
    <Dialog open>
      <DialogContent title="Sample">
        <InvitationLink url="http://localhost/invitations/secret" />
      </DialogContent>
    </Dialog>
  )
}
