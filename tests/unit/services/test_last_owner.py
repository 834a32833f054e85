"""Whatever people do to the team, in whatever order: an active owner is left, and the counts are true."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flotilla.domain.errors import FlotillaError
from flotilla.domain.people import Principal, Role
from flotilla.domain.tenants import Usage
from tests.unit.services.world import TENANT, World

roles = st.sampled_from(Role)
whom = st.integers(0, 5)


class Team(RuleBasedStateMachine):
    """Random people change, deactivate and remove each other."""

    @initialize()
    def found(self) -> None:
        self.world = World()
        self.world.core.members.remove(TENANT, self.world.core.members.list(TENANT)[0])
        self.world.join("FOUNDER", Role.OWNER)
        self.joined = 0

    def somebody(self, n: int) -> Principal:
        members = self.world.core.members.list(TENANT)
        member = members[n % len(members)]
        return Principal(TENANT, member.user, member.email, member.name, member.role)

    def attempt(self, use_case: Any, *args: Any, **kwargs: Any) -> None:
        try:
            use_case(*args, **kwargs)
        except FlotillaError:
            return

    @rule(role=roles)
    def join(self, role: Role) -> None:
        if self.joined < 5:
            self.joined += 1
            self.world.join(f"P{self.joined}", role)

    @rule(by=whom, to=whom, role=roles)
    def change_role(self, by: int, to: int, role: Role) -> None:
        actor, member = self.somebody(by), self.somebody(to)
        self.attempt(self.world.core.update_member, actor, member.user, role=role)

    @rule(by=whom, to=whom, active=st.booleans())
    def set_active(self, by: int, to: int, active: bool) -> None:
        actor, member = self.somebody(by), self.somebody(to)
        self.attempt(self.world.core.update_member, actor, member.user, active=active)

    @rule(by=whom, to=whom)
    def remove(self, by: int, to: int) -> None:
        actor, member = self.somebody(by), self.somebody(to)
        self.attempt(self.world.core.remove_member, actor, member.user)

    @invariant()
    def an_owner_is_left_and_the_counts_are_true(self) -> None:
        if not hasattr(self, "world"):
            return
        active = [one for one in self.world.core.members.list(TENANT) if one.active]
        owners = [one for one in active if one.role is Role.OWNER]
        assert owners
        assert self.world.core.tenants.usage(TENANT) == Usage(len(owners), len(active), bots=1, running=1)


TestTeam = Team.TestCase
TestTeam.settings = settings(max_examples=60, stateful_step_count=25)
