"""Make the owner of an invited address a member."""

from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError
from flotilla.domain.invitations import Invitation, InvitationState
from flotilla.domain.people import Membership, Principal, User
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import InvitationRepository, TenantRepository
from flotilla.services.admission import Visitor
from flotilla.services.audited import audited
from flotilla.services.manage_member import is_final
from flotilla.services.retry import until_no_conflict

_WHY_NOT = {
    InvitationState.ACCEPTED: "This invitation was accepted already. Sign in instead.",
    InvitationState.REVOKED: "This invitation was revoked. Ask for a new one.",
    InvitationState.EXPIRED: "This invitation has expired. Ask for a new one.",
}


def require_open_invitation(invitation: Invitation, now: datetime) -> None:
    """Raise ConflictError (`invitation_accepted`, `invitation_revoked`, `invitation_expired`) unless it is open."""
    state = invitation.state(now)
    if state is not InvitationState.OPEN:
        raise ConflictError(_WHY_NOT[state], code=f"invitation_{state}")


@dataclass(frozen=True, slots=True)
class JoinTenant:
    """Shared by the ways to accept. The caller has proven that the account's address is the invited one."""

    tenants: TenantRepository
    invitations: InvitationRepository
    clock: Clock
    ids: Ids

    def __call__(self, invitation: Invitation, user: User, visitor: Visitor) -> Membership:
        """The new membership. Raise ConflictError (also `already_member`), and LimitReachedError."""
        now = self.clock.now()
        require_open_invitation(invitation, now)
        if user.email != invitation.email:
            raise ConflictError("This invitation is for another address.", code="other_address")
        tenant = self.tenants.get(invitation.tenant)
        tenant.require_open()
        member = Membership(
            tenant.id, user.id, user.email, user.name, invitation.role, now, added_by=invitation.invited_by
        )
        who = Principal(
            tenant.id, user.id, user.email, user.name, invitation.role, visitor.address, visitor.user_agent
        )  # fmt: skip
        subject = Subject("invitation", invitation.id, invitation.email)
        entry = audited(
            self.ids,
            who,
            now,
            "invitation.accepted",
            subject,
            after={"user_id": user.id, "role": invitation.role.value},
        )
        accepted = replace(invitation, accepted_at=now)
        # Many who accept at once write the same count, and some have to try again.
        until_no_conflict(
            lambda: self.invitations.accept(tenant.id, accepted, member, limit=tenant.quotas.users, audit=entry),
            final=is_final,
        )
        return member
