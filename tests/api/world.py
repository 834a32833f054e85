"""Two businesses on one installation in memory: people in every role, a bot each, and a customer who wrote."""

from dataclasses import dataclass, field

from flotilla import bootstrap
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.bots import Bot
from flotilla.domain.ids import ChatId, LeadId, MessageId, TenantId, UserId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.people import Membership, Principal, Role, User
from flotilla.domain.plans import Plan
from flotilla.domain.tenants import Tenant
from flotilla.services.invite_member import Invited
from flotilla.settings import read_settings
from tests.api.client import SITE

PASSWORD = "a sample password"
CUSTOMER = ChatId("5581999991234@c.us")

SETTINGS = {
    "FLOTILLA_STAGE": "staging",
    "SITE_URL": SITE,
    "WEBSOCKET_URL": "wss://sockets.example.com/api",
    "SIMULATOR_URL": "http://localhost:4700",
    "SIGNUP": "open",
    "DEFAULT_PLAN": "pro",
    "RATE_LIMIT_SIGN_INS_PER_MINUTE": "10",
}


@dataclass
class Business:
    """One tenant. `people` are its members by role; `colleague` is one more, `invitation` one that is open."""

    tenant: Tenant
    people: dict[Role, User]
    colleague: User
    bot: Bot
    lead: LeadId
    invitation: Invited

    @property
    def owner(self) -> User:
        """The owner's account."""
        return self.people[Role.OWNER]

    def principal(self, role: Role) -> Principal:
        """Its member of a role, signed in."""
        user = self.people[role]
        return Principal(self.tenant.id, user.id, user.email, user.name, role)


@dataclass
class World:
    """The installation and its two businesses."""

    services: InMemory
    own: Business = field(init=False)
    other: Business = field(init=False)

    def __post_init__(self) -> None:
        self.own = self._business("Own Sample Ltd")
        self.other = self._business("Other Sample Ltd")

    def write(self, business: Business, text: str, message: str) -> None:
        """The customer writes to the business's bot."""
        now = self.services.clock.now()
        self.services.receive_message(
            Inbound(
                tenant=business.tenant.id,
                bot=business.bot.id,
                chat=CUSTOMER,
                id=MessageId(message),
                kind=InboundKind.MESSAGE,
                origin=Origin.LIVE,
                from_me=False,
                type="text",
                text=text,
                sent_at=int(now.timestamp()),
                seen_ms=int(now.timestamp() * 1000),
                push_name="Sample Customer",
            )
        )

    def _business(self, name: str) -> Business:
        services = self.services
        now = services.clock.now()
        tenant = Tenant(TenantId(services.ids.new()), name, "America/Recife", "pt", now, plan=Plan.PRO)
        services.tenants.add(tenant)
        people = {role: self._member(tenant, role, str(role)) for role in Role}
        colleague = self._member(tenant, Role.VIEWER, "colleague")
        business = Business(tenant, people, colleague, None, LeadId(""), None)  # type: ignore[arg-type]  # See below.
        business.invitation = services.invite_member(
            business.principal(Role.OWNER), f"invited@{_domain(tenant)}", Role.EDITOR
        )
        business.bot = services.create_bot(business.principal(Role.OWNER), f"Bot of {name}", prompt="Be kind.")
        self.write(business, "Hello, is anybody there?", "3EB0000000000000000001")
        business.lead = services.list_leads(business.principal(Role.OWNER)).items[0].id
        return business

    def _member(self, tenant: Tenant, role: Role, name: str) -> User:
        services = self.services
        email = f"{name}@{_domain(tenant)}"
        hashed = services.hasher.hash(PASSWORD)
        user = User(UserId(services.ids.new()), email, f"Sample {name}", hashed, services.clock.now())
        services.users.add(user)
        services.members.add(tenant.id, Membership(tenant.id, user.id, email, user.name, role, services.clock.now()))
        return user


def make_world(**settings: str) -> World:
    """A fresh one, with further settings by the names of their variables."""
    return World(bootstrap.in_memory(read_settings({**SETTINGS, **settings})))


def _domain(tenant: Tenant) -> str:
    return f"{tenant.name.split()[0].lower()}.example.com"
