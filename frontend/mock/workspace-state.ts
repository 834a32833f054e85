/** The pretend installation's workspace, its people and its log. Plainly sample data. */

import { randomUUID } from 'node:crypto'

import type { Role } from '../src/lib/api/types.ts'
import type { AuditEntry, Invitation, Member, Tenant } from '../src/lib/api/workspace-types.ts'

const DAY_MS = 86_400_000
const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

function member(userId: string, name: string, role: Role, change: Partial<Member> = {}): Member {
  return {
    user_id: userId,
    email: userId,
    name,
    role,
    active: true,
    added_by: 'admin@example.com',
    last_sign_in_at: at(-1),
    managed_by: null,
    created_at: at(-30),
    version: 1,
    ...change,
  }
}

export class MockWorkspace {
  tenant: Tenant = {
    id: 'sample',
    name: 'Sample workspace',
    time_zone: 'America/Sao_Paulo',
    language: 'en',
    retention_days: null,
    plan: 'pro',
    quotas: { bots: null, users: 50 },
    usage: { bots: 1, users: 3 },
    delete_at: null,
    created_at: at(-30),
    version: 1,
  }
  members: Member[] = [
    member('admin@example.com', 'Sample Admin', 'owner', { added_by: null, last_sign_in_at: at(0) }),
    member('vendor@example.com', 'Sample Vendor', 'vendor', { managed_by: 'environment' }),
    member('second@example.com', 'Second Vendor', 'vendor', { active: false, last_sign_in_at: null }),
    member('reader@example.com', 'Sample Reader', 'viewer', { last_sign_in_at: null }),
  ]
  invitations: Invitation[] = []
  log: AuditEntry[] = []

  constructor() {
    for (let count = 0; count < 60; count += 1) this.note('person.signed_in', { type: 'person', id: 'admin@example.com', name: 'admin@example.com' }, {}, {}, -count / 8)
    this.note('bot.updated', { type: 'bot', id: 'bot', name: 'Sample bot' }, { prompt: 'Be brief.' }, { prompt: 'Be brief and kind.' })
    this.note('member.updated', { type: 'member', id: 'reader@example.com', name: 'reader@example.com' }, { role: 'editor' }, { role: 'viewer' })
    this.log.sort((one, other) => other.at.localeCompare(one.at))
  }

  note(action: string, subject: AuditEntry['subject'], before: AuditEntry['before'], after: AuditEntry['after'], days = 0): void {
    const actor = { kind: 'person', user_id: 'admin@example.com', email: 'admin@example.com' } as const
    this.log.unshift({ id: randomUUID(), at: at(days), actor, action, subject, from: { address: '203.0.113.7', agent: 'Chrome' }, before, after })
  }

  invite(email: string, role: Role): Invitation {
    const invitation: Invitation = {
      id: randomUUID(),
      email,
      role,
      state: 'open',
      invited_by: 'admin@example.com',
      created_at: at(0),
      expires_at: at(7),
      accepted_at: null,
      revoked_at: null,
    }
    this.invitations.unshift(invitation)
    this.note('invitation.created', { type: 'invitation', id: invitation.id, name: email }, {}, { email, role })
    return invitation
  }
}
