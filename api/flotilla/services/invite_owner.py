"""Invite the first owner of an installation, on behalf of who operates it."""

from dataclasses import dataclass

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import TenantId
from flotilla.domain.people import OPERATOR, Principal, Role
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import TenantRepository
from flotilla.services.default_workspace import default_workspace
from flotilla.services.invite_member import Invited, InviteMember


@dataclass(frozen=True, slots=True)
class InviteOwner:
    """The way into an installation that nobody is in yet, and that has no provider whose word it takes."""

    tenants: TenantRepository
    invite_member: InviteMember
    clock: Clock
    policy: Policy

    def __call__(self, email: str) -> Invited:
        """The invitation to own the default workspace, which is made if there is none. An earlier link is void.

        Raise ConflictError (`has_owner`) once somebody owns it: from then on owners invite. Raise InvalidInputError
        for what is no address.
        """
        tenant = default_workspace(self.tenants, self.clock, self.policy)
        if self.tenants.usage(tenant).owners > 0:
            raise ConflictError(
                "The workspace has an owner already. Owners invite others on the page Team.", code="has_owner"
            )
        return self.invite_member(_operator(tenant), email, Role.OWNER)


def _operator(tenant: TenantId) -> Principal:
    """Who has the installation's account has no account in it; the audit log names them so."""
    return Principal(tenant, OPERATOR, "operator", "Operator", Role.OWNER)
