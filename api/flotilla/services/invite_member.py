"""Invite somebody into the team."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError, InvalidInputError, LimitReachedError
from flotilla.domain.ids import ChatId, InvitationId
from flotilla.domain.invitations import INVITATION_LIFETIME, Invitation, InvitationState
from flotilla.domain.people import Power, Principal, Role, normalise_email
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fields import FieldRules
from flotilla.ports.repositories import InvitationRepository, LimitNotes, MemberRepository, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.manage_member import require_rank
from flotilla.services.within_plan import WithinPlan

MOST_OPEN = 100
"""So many invitations of one workspace may be open at a time."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the secret of its link, which nobody can look up again."""

    invitation: Invitation
    secret: str


@dataclass(frozen=True, slots=True)
class InviteMember:
    """Offers a role to an address. An open invitation of that address is replaced: its link is void."""

    tenants: TenantRepository
    members: MemberRepository
    invitations: InvitationRepository
    limit_notes: LimitNotes
    rules: FieldRules
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, email: str, role: Role) -> Invited:
        """The invitation, good for 7 days. Whether the address has an account elsewhere makes no difference.

        Raise InvalidInputError for what is no address, ConflictError (`already_member`), LimitReachedError if the plan
        allows nobody more, and ForbiddenError where somebody else than an owner would make an owner.
        """
        principal.require(Power.TEAM_WRITE)
        require_rank(principal, role)
        address = self._address(email)
        tenant = self.tenants.get(principal.tenant)
        tenant.require_open()
        WithinPlan(self.limit_notes, self.clock, self.tenants)(tenant, lambda: self._check_quota(tenant))
        self._check_new(principal, address)
        self._revoke_open(principal, address)
        return self._invite(principal, address, role)

    def _address(self, email: str) -> str:
        try:
            return normalise_email(self.rules.normalise("email", email, ChatId("")))
        except InvalidInputError as error:
            raise InvalidInputError("The address can't be used.", fields={"email": error.message}) from None

    def _check_quota(self, tenant: Tenant) -> None:
        """Early and kindly; what counts is the check at the moment of acceptance."""
        limit = tenant.quotas.users
        if limit is not None and self.tenants.usage(tenant.id).users >= limit:
            raise LimitReachedError(f"Your plan allows {limit} active people.", limit="users", allowed=limit)

    def _check_new(self, principal: Principal, address: str) -> None:
        if any(member.email == address for member in self.members.list(principal.tenant)):
            raise ConflictError("This person is in the team already.", code="already_member")

    def _revoke_open(self, principal: Principal, address: str) -> None:
        now = self.clock.now()
        still_open = [
            one for one in self.invitations.list(principal.tenant) if one.state(now) is InvitationState.OPEN
        ]  # fmt: skip
        earlier = [one for one in still_open if one.email == address]
        if len(still_open) - len(earlier) >= MOST_OPEN:
            raise LimitReachedError(f"{MOST_OPEN} invitations are open already. Revoke some first.")
        for one in earlier:
            entry = audited(self.ids, principal, now, "invitation.revoked", Subject("invitation", one.id, one.email))
            self.invitations.revoke(principal.tenant, replace(one, revoked_at=now), audit=entry)

    def _invite(self, principal: Principal, address: str, role: Role) -> Invited:
        now = self.clock.now()
        invitation = Invitation(
            id=InvitationId(self.ids.new()),
            tenant=principal.tenant,
            email=address,
            role=role,
            invited_by=principal.user,
            created_at=now,
            expires_at=now + INVITATION_LIFETIME,
        )
        secret = self.ids.secret()
        subject = Subject("invitation", invitation.id, address)
        entry = audited(self.ids, principal, now, "invitation.created", subject, after={"role": role.value})
        self.invitations.add(principal.tenant, invitation, secret, audit=entry)
        return Invited(invitation, secret)
