"""Two businesses on one installation in memory: people in every role, a bot each, and a customer who wrote."""

from dataclasses import dataclass, field, replace

from flotilla import bootstrap
from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.offline_brain import OfflineBrain
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.billing import Billing
from flotilla.domain.bots import Bot
from flotilla.domain.features import Weekday
from flotilla.domain.ids import ChatId, LeadId, MessageId, PictureId, TenantId, UserId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.media import Media, media_name
from flotilla.domain.messages import Direction, FailReason, Message, MessageStatus, Sender, order_key
from flotilla.domain.people import Membership, Principal, Role, User
from flotilla.domain.plans import Plan
from flotilla.domain.schedules import Schedule
from flotilla.domain.tenants import Tenant
from flotilla.services.invite_member import Invited
from flotilla.settings import read_settings
from tests.api.client import SITE

PASSWORD = "a sample password"
SAMPLE_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
"""One transparent pixel."""

CUSTOMER = ChatId("5581999991234@c.us")
MESSAGE = MessageId("3EB0000000000000000001")
FAILED = MessageId("3EB0000000000000000002")
"""The message that `World.fail` makes."""

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
    picture: PictureId = field(init=False)
    schedule: Schedule = field(init=False)

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

    def upload(self, business: Business, content: bytes) -> PictureId:
        """The owner uploads a picture and completes it."""
        owner = business.principal(Role.OWNER)
        started = self.services.start_picture(owner, business.bot.id, "image/png")
        self.services.files.put(business.tenant.id, f"uploads/{business.bot.id}/{started.id}", content, mime="x/y")
        return self.services.complete_picture(owner, business.bot.id, started.id, ("shop",), "The shop").id

    def _attach(self, business: Business) -> None:
        """Give the customer's message a file."""
        where = (business.tenant.id, business.bot.id, CUSTOMER)
        message = self.services.conversations.find_message(*where, MESSAGE)
        assert message is not None
        media = Media("image/png", 3, media_name(business.bot.id, CUSTOMER, MESSAGE))
        self.services.conversations.amend_message(business.tenant.id, message, replace(message, media=media))

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
        business.picture = self.upload(business, SAMPLE_PNG)
        business.schedule = self.schedule(business)
        self.write(business, "Hello, is anybody there?", MESSAGE)
        self._attach(business)
        self._has_bought_before(tenant)
        business.lead = services.list_leads(business.principal(Role.OWNER)).items[0].id
        return business

    def schedule(self, business: Business) -> Schedule:
        """The owner has the bot paused every day."""
        owner, bot = business.principal(Role.OWNER), business.bot.id
        self.services.update_bot(owner, bot, {"features": {"scheduling": True}})
        every_day = {"kind": "weekly", "days": list(Weekday), "time": "09:00"}
        return self.services.create_schedule(owner, bot, {"action": "pause", "when": every_day})

    def fail(self, business: Business) -> None:
        """A reply of the business's bot can't be sent."""
        services, now = self.services, self.services.clock.now()
        tenant, bot = business.tenant.id, business.bot.id
        services.conversations.add_message(
            tenant,
            Message(
                tenant, bot, CUSTOMER, FAILED, business.lead, Direction.OUT, Sender.BOT, "text", "Hello!",
                MessageStatus.FAILED, order_key(0, 0, FAILED), now, reason=FailReason.EXPIRED,
            ),
        )  # fmt: skip

    def _has_bought_before(self, tenant: Tenant) -> None:
        payments = self.services.payments
        customer = payments.create_customer(tenant.id, name=tenant.name, key=tenant.id)
        payments.bill(customer, paid=True)
        self.services.billing.save(tenant.id, Billing(tenant.id, customer=customer, customers=1))

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
    return World(bootstrap.in_memory(read_settings({**SETTINGS, **settings}), OfflineBrain(FieldRuleBook())))


def _domain(tenant: Tenant) -> str:
    return f"{tenant.name.split()[0].lower()}.example.com"
