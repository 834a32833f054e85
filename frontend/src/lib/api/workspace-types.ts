/** The shapes of what the API says about a workspace, its people and its audit log. */

import type { Role } from './types'

export interface Member {
  user_id: string
  email: string
  name: string
  role: Role
  active: boolean
  added_by: string | null
  last_sign_in_at: string | null
  /** `environment`: the installation's settings give the role, nobody can change it here. */
  managed_by: 'environment' | null
  created_at: string
  version: number
}

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired'

export interface Invitation {
  id: string
  email: string
  role: Role
  state: InvitationState
  invited_by: string
  created_at: string
  expires_at: string
  accepted_at: string | null
  revoked_at: string | null
}

export interface NewInvitation extends Invitation {
  token: string
  /** The link to pass on; the API tells it this once. */
  url: string
}

/** What somebody who has an invitation's link may know of it. */
export interface Offer {
  workspace: string
  email: string
  role: Role
  state: InvitationState
  expires_at: string
}

export interface Tenant {
  id: string
  name: string
  time_zone: string
  language: string
  retention_days: number | null
  plan: string
  quotas: { bots: number | null; users: number | null }
  usage: { bots: number; users: number }
  delete_at: string | null
  created_at: string
  version: number
}

export interface AuditEntry {
  id: string
  at: string
  actor: { kind: 'person' | 'system' | 'schedule'; user_id: string | null; email: string | null }
  action: string
  subject: { type: string; id: string; name: string | null }
  from: { address: string | null; agent: string | null }
  before: Record<string, unknown>
  after: Record<string, unknown>
}
