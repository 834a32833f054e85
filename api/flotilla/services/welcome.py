"""Find a place for somebody whom the provider vouches for."""

from dataclasses import dataclass

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Membership, Principal, Role, User
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import (
    InvitationRepository,
    LimitNotes,
    MemberRepository,
    TenantRepository,
    UserRepository,
)
from flotilla.services.admission import Visitor
from flotilla.services.create_tenant import CreateTenant
from flotilla.services.house_people import HousePeople
from flotilla.services.join_tenant import JoinTenant
from flotilla.services.show_invitation import invitation_of


@dataclass(frozen=True, slots=True)
class Welcome:
    """By invitation, by the environment's lists, or, where the installation is open, in a workspace of their own."""

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    invitations: InvitationRepository
    limit_notes: LimitNotes
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(
        self, user: User, invitation: str | None, visitor: Visitor, *, is_new: bool
    ) -> tuple[User, Membership | None]:
        """The account as stored, and the membership of an invitation that was accepted just now.

        An account that is new is stored only where there is a place for it. Raise what JoinTenant raises.
        """
        listed = self.policy.roster.names(user.email)
        if is_new and not (invitation or listed or self.policy.open_sign_up):
            return user, None
        if invitation:
            found = invitation_of(self.invitations, invitation)
            if found.email == user.email:
                stored = self._stored(user, is_new=is_new)
                join = JoinTenant(self.tenants, self.invitations, self.limit_notes, self.clock, self.ids)
                return stored, join(found, stored, visitor)
            raise ConflictError("This invitation is for another address.", code="other_address")
        stored = self._stored(user, is_new=is_new)
        HousePeople(self.tenants, self.members, self.clock, self.ids, self.policy)(stored)
        if self.policy.open_sign_up and stored.active and not self.users.memberships(stored.id):
            self._own_workspace(stored, visitor)
        return stored, None

    def _stored(self, user: User, *, is_new: bool) -> User:
        if not is_new:
            return user
        try:
            self.users.add(user)
        except ConflictError:
            # A sign-in beside this one was quicker.
            return self.users.find_by_email(user.email) or user
        return user

    def _own_workspace(self, user: User, visitor: Visitor) -> None:
        name = f"{user.name}'s workspace"[:100]
        create = CreateTenant(self.tenants, self.users, self.clock, self.ids, self.policy)
        nowhere = self.ids.new()
        who = Principal(
            TenantId(nowhere), user.id, user.email, user.name, Role.OWNER, visitor.address, visitor.user_agent
        )  # fmt: skip
        create(who, name)
