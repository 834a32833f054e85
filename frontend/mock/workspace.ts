/** The pretend installation's routes about the workspace, its people and its log. */

import type { Member } from '../src/lib/api/workspace-types.ts'
import { Problem } from './problem.ts'
import type { Call, Handler } from './rest.ts'

const PAGE = 50

function memberOf({ state, match }: Call): Member {
  const found = state.workspace.members.find(({ user_id: id }) => id === decodeURIComponent(match[1] ?? ''))
  if (!found) throw new Problem(404, 'not_found', 'There is no such member.')
  if (found.role === 'owner') throw new Problem(409, 'last_owner', 'A workspace needs an owner.')
  return found
}

function updateTenant({ state, body }: Call) {
  const { workspace } = state
  const before = Object.fromEntries(Object.keys(body).map((name) => [name, workspace.tenant[name as 'name']]))
  workspace.tenant = { ...workspace.tenant, ...body, version: workspace.tenant.version + 1 }
  workspace.note('tenant.updated', { type: 'tenant', id: 'sample', name: workspace.tenant.name }, before, body)
  return workspace.tenant
}

function offer({ state, match }: Call) {
  const found = state.workspace.invitations.find(({ id }) => id === match[1])
  if (!found) throw new Problem(404, 'not_found', 'There is no such invitation.')
  const { email, role, state: what, expires_at } = found
  return { workspace: state.workspace.tenant.name, email: `${email.charAt(0)}•••@${email.split('@')[1] ?? ''}`, role, state: what, expires_at }
}

export const WORKSPACE_ROUTES: [string, RegExp, Handler][] = [
  ['GET', /^\/api\/v1\/team$/, ({ state }) => ({ items: state.workspace.members })],
  ['PATCH', /^\/api\/v1\/team\/([^/]+)$/, (call) => Object.assign(memberOf(call), call.body)],
  [
    'DELETE',
    /^\/api\/v1\/team\/([^/]+)$/,
    (call) => {
      const gone = memberOf(call)
      call.state.workspace.members = call.state.workspace.members.filter((member) => member !== gone)
    },
  ],
  ['GET', /^\/api\/v1\/team\/invitations$/, ({ state }) => ({ items: state.workspace.invitations })],
  [
    'POST',
    /^\/api\/v1\/team\/invitations$/,
    ({ state, body, origin }) => {
      const invitation = state.workspace.invite(String(body.email), body.role as Member['role'])
      return { ...invitation, token: invitation.id, url: `${origin}/invitations/${invitation.id}` }
    },
  ],
  [
    'DELETE',
    /^\/api\/v1\/team\/invitations\/([^/]+)$/,
    ({ state, match }) => {
      const found = state.workspace.invitations.find(({ id }) => id === match[1])
      if (found) found.state = 'revoked'
    },
  ],
  ['GET', /^\/api\/v1\/invitations\/([^/]+)$/, offer],
  [
    'POST',
    /^\/api\/v1\/invitations\/([^/]+)\/accept$/,
    (call) => {
      call.response.setHeader('Set-Cookie', 'mock_user=vendor%40example.com; Path=/; HttpOnly; SameSite=Lax')
      return offer(call)
    },
  ],
  ['GET', /^\/api\/v1\/tenant$/, ({ state }) => state.workspace.tenant],
  ['PATCH', /^\/api\/v1\/tenant$/, updateTenant],
  [
    'POST',
    /^\/api\/v1\/tenant\/delete$/,
    ({ state }) => Object.assign(state.workspace.tenant, { delete_at: new Date(Date.now() + 7 * 86_400_000).toISOString() }),
  ],
  ['POST', /^\/api\/v1\/tenant\/restore$/, ({ state }) => Object.assign(state.workspace.tenant, { delete_at: null })],
  [
    'GET',
    /^\/api\/v1\/audit$/,
    ({ state, url }) => {
      const from = Number(url.searchParams.get('cursor') ?? 0)
      const [action, actor] = [url.searchParams.get('action'), url.searchParams.get('actor')]
      const entries = state.workspace.log.filter((entry) => (!action || entry.action.startsWith(action)) && (!actor || entry.actor.user_id === actor))
      return { items: entries.slice(from, from + PAGE), next_cursor: from + PAGE < entries.length ? String(from + PAGE) : null }
    },
  ],
  ['POST', /^\/api\/v1\/auth\/(password|switch)$/, () => ({})],
  ['POST', /^\/api\/v1\/auth\/logout-everywhere$/, ({ response }) => void response.setHeader('Set-Cookie', 'mock_user=; Path=/; Max-Age=0')],
]
