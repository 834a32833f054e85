import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import { TooltipProvider } from '@/components/ui/tooltip'
import { keys } from '@/lib/api/queries'
import type { Invitation, Member } from '@/lib/api/workspace-types'
import { renderRouted } from '@tests/render-routed'
import { me, member } from '@tests/samples'
import { makeScrollable, placeOf, scroll } from '@tests/scrolling'
import { api, server } from '@tests/server'

import { MemberList } from './member-list'
import { PendingInvitations } from './pending-invitations'

const MANY = 10_000
const admin = me({ role: 'admin', powers: ['team.read', 'team.write'], roles_to_give: ['admin', 'editor', 'viewer', 'vendor'] })
const people = Array.from({ length: MANY }, (_, at) => member({ user_id: `person-${at}`, name: `Person ${at}`, email: `person-${at}@example.com` }))

describe('a team of 10,000', () => {
  beforeEach(makeScrollable)
  // What is in the cache is all there is.
  beforeEach(() => server.use(http.get(api('/team'), () => delay('infinite'))))
  const show = async (at = '/') => {
    const page = () => (
      <TooltipProvider>
        <MemberList />
      </TooltipProvider>
    )
    const shown = await renderRouted(page, { as: admin, at, prepare: (client) => client.setQueryData(keys.team, people) })
    await screen.findByRole('list', { name: 'People', hidden: true })
    return shown
  }
  const row = (name: string) => screen.getByText(name).closest('li') as HTMLElement

  it('has no more of them in the page than fit', async () => {
    await show()
    expect(within(screen.getByRole('list', { name: 'People' })).getAllByRole('listitem').length).toBeLessThan(60)
    expect(row('Person 0')).toHaveAttribute('aria-setsize', String(MANY))
  })

  it('leads to the last one, whose role can be changed', async () => {
    await show()
    scroll(Number.MAX_SAFE_INTEGER)
    await userEvent.click(screen.getByRole('button', { name: `More for Person ${MANY - 1}` }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Change the role' }))
    expect(await screen.findByRole('dialog', { name: new RegExp(`Person ${MANY - 1}`) })).toBeInTheDocument()
  })

  it('opens the form of a member whose row is far from sight, from a link', async () => {
    await show('/?edit=person-7000')
    expect(await screen.findByRole('dialog', { name: /Person 7000/ })).toBeInTheDocument()
  })

  it('stays where one reads when somebody leaves', async () => {
    const { client } = await show()
    scroll(72 * 5_000)
    const place = placeOf(row('Person 5000'))
    client.setQueryData<Member[]>(keys.team, (team) => team?.filter(({ user_id: id }) => id !== 'person-3'))
    await waitFor(() => expect(row('Person 5000')).toHaveAttribute('aria-setsize', String(MANY - 1)))
    expect(placeOf(row('Person 5000'))).toBe(place)
  })
})

describe('10,000 invitations', () => {
  beforeEach(makeScrollable)
  beforeEach(() => server.use(http.get(api('/team/invitations'), () => delay('infinite'))))
  const invitations = Array.from({ length: MANY }, (_, at): Invitation => ({
    id: `invitation-${at}`,
    email: `guest-${at}@example.com`,
    role: 'vendor',
    state: 'open',
    invited_by: 'user-1',
    created_at: '2026-01-01T09:00:00.000Z',
    expires_at: '2026-01-08T09:00:00.000Z',
    accepted_at: null,
    revoked_at: null,
  }))

  it('have no more in the page than fit, and the last one can be revoked', async () => {
    await renderRouted(() => <PendingInvitations />, { as: admin, prepare: (client) => client.setQueryData(keys.invitations, invitations) })
    const list = await screen.findByRole('list', { name: 'Pending invitations' })
    expect(within(list).getAllByRole('listitem').length).toBeLessThan(60)
    scroll(Number.MAX_SAFE_INTEGER)
    const last = within(list).getByText(`guest-${MANY - 1}@example.com`).closest('li') as HTMLElement
    await userEvent.click(within(last).getByRole('button', { name: 'Revoke' }))
    expect(await screen.findByRole('dialog', { name: new RegExp(`guest-${MANY - 1}@example.com`) })).toBeInTheDocument()
    // The question stays open wherever the page is.
    scroll(0)
    expect(screen.getByRole('dialog')).toBeInTheDocument()
  })
})
