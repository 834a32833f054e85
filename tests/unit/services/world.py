"""A small installation over the in-memory twins, and the steps that tests take in it."""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.adapters.offline_brain import OfflineBrain
from flotilla.bootstrap import in_memory
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.chats import Chat
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId, UserId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.lead_fields import DEFAULT_REQUIRED_FIELDS
from flotilla.domain.leads import Lead
from flotilla.domain.messages import Direction, Message, Stage
from flotilla.domain.people import Membership, Principal, Role, User
from flotilla.domain.plans import Plan
from flotilla.domain.tenants import Tenant
from flotilla.ports.brain import Brain, BrainAnswer
from flotilla.settings import Settings, read_settings

TENANT = TenantId("T1")
OTHER_TENANT = TenantId("T2")
BOT = BotId("B1")
CHAT = ChatId("5581988887777@c.us")
FREE_FOR_ALL = read_settings({"DEFAULT_PLAN": "free"})
SELLING = read_settings({"STRIPE_SECRET_KEY": "sk_test_sample", "SITE_URL": "https://bots.example.com"})
"""What an installation that sells plans is set to; in memory nobody asks what the key is."""

HELLO = "Hi, I'm Ana Souza, ana@example.com, I live in Recife, +55 81 99999-1234"


def principal(role: Role = Role.ADMIN, user: str = "U1", tenant: TenantId = TENANT) -> Principal:
    return Principal(tenant, UserId(user), f"{user.lower()}@example.com", user, role)


@dataclass
class World:
    """`core` has all ports and use cases; `brain` answers with `Answer n` unless a test says otherwise."""

    brain: Brain = field(default_factory=lambda: ScriptedBrain(*(BrainAnswer(f"Answer {n}") for n in range(1, 50))))
    settings: Settings | None = None
    core: InMemory = field(init=False)
    relayed: int = 0

    def __post_init__(self) -> None:
        self.core = in_memory(self.settings, brain=self.brain)
        now = self.core.clock.now()
        for tenant in (TENANT, OTHER_TENANT):
            self.core.tenants.add(sample_tenant(now, tenant))
        self.join("U1", Role.ADMIN)
        self.core.bots.add(TENANT, sample_bot(now))

    def join(self, user: str, role: Role, tenant: TenantId = TENANT, *, password: str | None = None) -> Principal:
        """Make the account if there is none, and its membership; returns the person."""
        who = principal(role, user, tenant)
        now = self.core.clock.now()
        if self.core.users.find_by_email(who.email) is None:
            hashed = self.core.hasher.hash(password) if password is not None else None
            self.core.users.add(User(who.user, who.email, who.name, hashed, now))
        self.core.members.add(tenant, Membership(tenant, who.user, who.email, who.name, role, now))
        self.core.store.changes.pop()  # Of people who were there before a test began nobody is told.
        return who

    def now_s(self) -> int:
        return int(self.core.clock.now().timestamp())

    def inbound(self, message: str = "M1", text: str | None = "Hello", **changes: Any) -> Inbound:
        seen = round(self.core.clock.now().timestamp() * 1000)
        plain = Inbound(
            tenant=TENANT,
            bot=BOT,
            chat=CHAT,
            id=MessageId(message),
            kind=InboundKind.MESSAGE,
            origin=Origin.LIVE,
            from_me=False,
            type="text",
            text=text,
            sent_at=self.now_s(),
            seen_ms=seen,
            life=((Stage.PAGE, seen),),
        )
        return replace(plain, **changes)

    def receive(self, message: str = "M1", text: str | None = "Hello", **changes: Any) -> None:
        inbound = self.inbound(message, text, **changes)
        take_in = self.core.receive_message if inbound.kind is InboundKind.MESSAGE else self.core.revise_message
        take_in(inbound)

    def answer_due(self) -> None:
        """Run what is due now in the turns queue."""
        for ref in self.core.turn_queue.take_due():
            self.core.answer_turn(ref)

    def settle(self) -> None:
        """Let time pass until nothing is left to answer."""
        for _ in range(100):
            if not self.core.turn_queue.entries:
                return
            self.core.clock.advance(seconds=5)
            self.answer_due()
        raise AssertionError("The turns queue never came to rest.")

    def change_bot(self, **changes: Any) -> Bot:
        """The bot, as if people had set this."""
        return self.core.bots.save(TENANT, replace(self.core.bots.get(TENANT, BOT), **changes))

    def chat(self, chat: ChatId = CHAT) -> Chat:
        found = self.core.conversations.find_chat(TENANT, BOT, chat)
        assert found is not None
        return found

    def lead(self, chat: ChatId = CHAT) -> Lead:
        return self.core.leads.get(TENANT, self.chat(chat).lead)

    def messages(self, chat: ChatId = CHAT) -> tuple[Message, ...]:
        return self.core.conversations.recent_messages(TENANT, BOT, chat, limit=1000)

    def texts(self, direction: Direction, chat: ChatId = CHAT) -> list[str | None]:
        return [message.text for message in self.messages(chat) if message.direction is direction]


def sample_tenant(now: Any, tenant: TenantId = TENANT) -> Tenant:
    return Tenant(tenant, f"Sample {tenant}", "UTC", "en", now, plan=Plan.PRO)


def sample_bot(now: Any, **changes: Any) -> Bot:
    plain = Bot(
        id=BOT,
        tenant=TENANT,
        name="Sample shop",
        prompt="We sell samples.",
        language=None,
        desired=Desired.ENABLED,
        answering=Answering.ON,
        burst_window_ms=1500,
        required_fields=DEFAULT_REQUIRED_FIELDS,
        created_at=now,
        updated_at=now,
        version=1,
    )
    return replace(plain, **changes)


def offline_world() -> World:
    return World(brain=OfflineBrain(FieldRuleBook()))


def window(world: World) -> timedelta:
    return timedelta(milliseconds=world.core.bots.get(TENANT, BOT).burst_window_ms)


class Fuse:
    """Counts calls of ports and breaks one of them: before it is done, or after it is done and before anyone knows."""

    def __init__(self, broken: int, *, after: bool) -> None:
        self.broken = broken
        self.after = after
        self.calls = 0
        self.blown: str | None = None

    def around(self, port: Any) -> Any:
        """The port, or a use case within a use case with all of its ports, as they break."""
        if is_dataclass(port) and callable(port) and not isinstance(port, type):
            return replace(port, **{one.name: self.around(getattr(port, one.name)) for one in fields(port)})
        return _Fused(port, self)


class _Fused:
    def __init__(self, port: Any, fuse: Fuse) -> None:
        self._port = port
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            fuse = self._fuse
            fuse.calls += 1
            breaks = fuse.calls == fuse.broken
            if breaks and not fuse.after:
                fuse.blown = name
                raise UnavailableError(f"{name} broke before it was done.")
            result = method(*args, **kwargs)
            if breaks:
                fuse.blown = name
                raise UnavailableError(f"{name} broke after it was done.")
            return result

        return call
