"""Revoke an invitation."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import InvitationId
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import InvitationRepository
from flotilla.services.audited import audited


@dataclass(frozen=True, slots=True)
class RevokeInvitation:
    """Makes an invitation's link void."""

    invitations: InvitationRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, invitation_id: InvitationId) -> None:
        """A no-op if it is revoked. Raise NotFoundError, and ConflictError (`already_accepted`) if it was accepted."""
        principal.require(Power.TEAM_WRITE)
        invitation = self.invitations.get(principal.tenant, invitation_id)
        if invitation.revoked_at is not None:
            return
        if invitation.accepted_at is not None:
            raise ConflictError("This invitation was accepted. Remove the member instead.", code="already_accepted")
        now = self.clock.now()
        subject = Subject("invitation", invitation.id, invitation.email)
        entry = audited(self.ids, principal, now, "invitation.revoked", subject)
        self.invitations.revoke(principal.tenant, replace(invitation, revoked_at=now), audit=entry)
