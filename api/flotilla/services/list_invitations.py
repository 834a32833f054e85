"""List a workspace's invitations."""

from dataclasses import dataclass

from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Power, Principal
from flotilla.ports.repositories import InvitationRepository


@dataclass(frozen=True, slots=True)
class ListInvitations:
    """Reads invitations, newest first."""

    invitations: InvitationRepository

    def __call__(self, principal: Principal) -> tuple[Invitation, ...]:
        """Those of any state; ask each for its own."""
        principal.require(Power.TEAM_READ)
        return self.invitations.list(principal.tenant)
