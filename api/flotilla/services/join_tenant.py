"""Make the owner of an invited address a member."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError, LimitReachedError
from flotilla.domain.invitations import Invitation, InvitationState
from flotilla.domain.people import OPERATOR, Membership, Principal, User
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import InvitationRepository, LimitNotes, TenantRepository
from flotilla.services.admission import Visitor
from flotilla.services.audited import audited
from flotilla.services.manage_member import is_final
from flotilla.services.retry import until_no_conflict
from flotilla.services.within_plan import WithinPlan

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
    limit_notes: LimitNotes
    clock: Clock
    ids: Ids

    def __call__(self, invitation: Invitation, user: User, visitor: Visitor) -> Membership:
        """The new membership.

        Raise ConflictError (also `already_member`), and LimitReachedError (`workspace_full`): the invitation stays
        open then, and those in the workspace are told.
        """
        now = self.clock.now()
        require_open_invitation(invitation, now)
        if user.email != invitation.email:
            raise ConflictError("This invitation is for another address.", code="other_address")
        tenant = self.tenants.get(invitation.tenant)
        tenant.require_open()
        # The first owner was added by nobody of the workspace.
        by = None if invitation.invited_by == OPERATOR else invitation.invited_by
        member = Membership(tenant.id, user.id, user.email, user.name, invitation.role, now, added_by=by)
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
        self._accept(
            tenant,
            lambda: until_no_conflict(
                lambda: self.invitations.accept(tenant.id, accepted, member, limit=tenant.quotas.users, audit=entry),
                final=is_final,
            ),
        )
        return member

    def _accept(self, tenant: Tenant, attempt: Callable[[], None]) -> None:
        try:
            WithinPlan(self.limit_notes, self.clock, self.tenants)(tenant, attempt)
        except LimitReachedError as error:
            # Said to who is no member: a larger plan is not theirs to take, nor what is used theirs to know.
            raise LimitReachedError(_FULL, code="workspace_full") from error


_FULL = "This workspace has no place left. Ask who invited you to make room; your invitation stays open."
