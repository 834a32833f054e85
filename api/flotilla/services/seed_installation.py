"""Seed an installation: a workspace with an admin, a vendor and a bot."""

from dataclasses import dataclass

from flotilla.domain.bots import DEFAULT_BURST_WINDOW_MS, Answering, Bot, Desired
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, TenantId, UserId, stable_id
from flotilla.domain.lead_fields import DEFAULT_REQUIRED_FIELDS
from flotilla.domain.people import Membership, Role, User, normalise_email
from flotilla.domain.policy import Policy
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, MemberRepository, TenantRepository, UserRepository
from flotilla.ports.security import PasswordHasher


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to sign in as."""

    email: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the installation has now."""

    tenant: Tenant
    admin: User
    vendor: User
    bot: Bot


@dataclass(frozen=True, slots=True)
class SeedInstallation:
    """Makes what is missing and leaves alone what is there, so that it may run at each start."""

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    bots: BotRepository
    hasher: PasswordHasher
    clock: Clock
    ids: Ids
    policy: Policy
    burst_window_ms: int = DEFAULT_BURST_WINDOW_MS

    def __call__(
        self, *, tenant_name: str, time_zone: str, admin: Person, vendor: Person, bot_name: str, bot_prompt: str
    ) -> Seeded:
        """The workspace of this name with its people and its first bot, whose session is wanted on.

        It is the default workspace, unless there is another, and the admin owns it.
        """
        tenant = self._tenant(tenant_name, time_zone)
        seeded_admin = self._member(tenant, admin, Role.OWNER)
        seeded_vendor = self._member(tenant, vendor, Role.VENDOR)
        return Seeded(tenant, seeded_admin, seeded_vendor, self._bot(tenant, bot_name, bot_prompt))

    def _tenant(self, name: str, time_zone: str) -> Tenant:
        plan = self.policy.default_plan
        tenant = Tenant(TenantId(stable_id("tenant", name)), name, time_zone, "en", self.clock.now(), plan=plan)
        try:
            self.tenants.add(tenant)
        except ConflictError:
            tenant = self.tenants.get(tenant.id)
        self.tenants.make_default(tenant.id)
        return tenant

    def _member(self, tenant: Tenant, person: Person, role: Role) -> User:
        email = normalise_email(person.email)
        user = self.users.find_by_email(email)
        if user is None:
            hashed = self.hasher.hash(person.password)
            user = User(UserId(stable_id("user", email)), email, person.name, hashed, self.clock.now())
            self.users.add(user)
        if self.members.find(tenant.id, user.id) is None:
            member = Membership(tenant.id, user.id, email, person.name, role, self.clock.now())
            self.members.add(tenant.id, member)
        return user

    def _bot(self, tenant: Tenant, name: str, prompt: str) -> Bot:
        existing = [bot for bot in self.bots.list(tenant.id) if not bot.deleted]
        if existing:
            return existing[0]
        now = self.clock.now()
        bot = Bot(
            id=BotId(self.ids.new()),
            tenant=tenant.id,
            name=name,
            prompt=prompt,
            language=None,
            desired=Desired.ENABLED,
            answering=Answering.ON,
            burst_window_ms=self.burst_window_ms,
            required_fields=DEFAULT_REQUIRED_FIELDS,
            created_at=now,
            updated_at=now,
            version=1,
        )
        self.bots.add(tenant.id, bot)
        return bot
