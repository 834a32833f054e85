/** The shapes of what the API says about a workspace, its people and its audit log. */

import type { components } from './schema'

type Schemas = components['schemas']

export type Member = Schemas['MemberAnswer']
export type Invitation = Schemas['InvitationAnswer']
export type InvitationState = Invitation['state']
export type NewInvitation = Schemas['NewInvitationAnswer']
/** What somebody who has an invitation's link may know of it. */
export type Offer = Schemas['OfferAnswer']
export type Tenant = Schemas['TenantAnswer']
export type AuditEntry = Schemas['AuditEntryAnswer']
