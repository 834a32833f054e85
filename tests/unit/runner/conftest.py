"""A channel that a test plays, and a toolbox over the in-memory twins."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from flotilla.bootstrap import in_memory
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.health import Vitals
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, RunnerId, TenantId
from flotilla.domain.leases import Lease
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, order_key
from flotilla.domain.session_machine import PageState
from flotilla.domain.sessions import Reason, Session
from flotilla.settings import read_settings
from runner.channels.logins import Kept, RestoredLogin
from runner.channels.port import (
    ChannelError,
    ChannelListener,
    MessageSeen,
    PageBuild,
    Probe,
    SendOrder,
    Sent,
    StateSeen,
)
from runner.lease_keeper import LeaseKeeper
from runner.threads import Threads
from runner.toolbox import Timing, Toolbox, toolbox_of

TENANT, BOT, RUNNER = TenantId("tenant"), BotId("bot"), RunnerId("runner-a")
LOGGED_IN = PageState(True, True, "MAIN", "NORMAL", "CONNECTED", "5511900000000@c.us")
AT_QR = PageState(False, False, "QR", "NORMAL", "UNPAIRED", None, "1,2,3,4")
START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def make_bot(bot: BotId = BOT, **changes: object) -> Bot:
    values: dict[str, object] = {
        "id": bot, "tenant": TENANT, "name": bot, "prompt": "", "language": None, "desired": Desired.ENABLED,
        "answering": Answering.ON, "burst_window_ms": 0, "required_fields": (), "created_at": START,
        "updated_at": START, "version": 1,
    }  # fmt: skip
    return Bot(**(values | changes))  # type: ignore[arg-type]  # The values above and a test's own fit.


def make_message(
    number: int, chat: str = "5511911111111@c.us", status: MessageStatus = MessageStatus.QUEUED
) -> Message:
    message_id = MessageId(f"3EB0{abs(hash(chat)) % 10**8:08d}{number:010d}")
    order = order_key(1_767_268_800, number, message_id)
    return Message(
        TENANT, BOT, ChatId(chat), message_id, LeadId("lead"), Direction.OUT, Sender.BOT, "text", f"part {number}",
        status, order, START,
    )  # fmt: skip


def make_seen(number: int, chat: str = "5511911111111@c.us", **changes: object) -> MessageSeen:
    values: dict[str, object] = {
        "chat": ChatId(chat), "id": MessageId(f"IN{number}"), "from_me": False, "type": "text",
        "text": f"text {number}",
        "sent_at": 1_767_268_800 + number, "at_ms": 1_767_268_800_000 + number,
    }  # fmt: skip
    return MessageSeen(**(values | changes))  # type: ignore[arg-type]  # As above.


@dataclass
class FakeChannel:
    """What a page does, as far as a session can tell.

    `sending` may raise, or take its time, per order; `acks` of what is found in a chat are 1 where not given.
    """

    state: PageState = LOGGED_IN
    chats: dict[ChatId, list[MessageId]] = field(default_factory=dict)
    orders: list[SendOrder] = field(default_factory=list)
    acks: dict[MessageId, int] = field(default_factory=dict)
    sending: Callable[[SendOrder], int] = lambda _: 1
    past: tuple[MessageSeen, ...] = ()
    files: dict[MessageId, bytes] = field(default_factory=dict)
    logged_out: int = 0
    closed: bool = False
    deaf: bool = False
    half_open: bool = False
    refusal: str | None = None
    vitals: Vitals = field(default_factory=Vitals)
    build: PageBuild = field(default_factory=PageBuild)
    echoes: int = 0
    reloads: int = 0
    typed: list[tuple[ChatId, int]] = field(default_factory=list)
    followed: list[ChatId] = field(default_factory=list)
    asked: list[tuple[ChatId, ...]] = field(default_factory=list)
    holds: int | None = 1_000_000
    lost: "asyncio.Future[Reason]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    async def probe(self) -> Probe:
        if self.deaf:
            raise ChannelError("No answer.", code="timeout")
        return Probe(self.state, self.vitals, self.build)

    async def echo(self, within: float) -> None:
        self.echoes += 1
        if self.half_open:
            raise ChannelError("No answer.", code="timeout")

    async def pairing_code(self, phone: str) -> str:
        if self.refusal is not None:
            raise ChannelError("No code.", code=self.refusal)
        return f"CODE-{phone[-4:]}"

    async def screenshot(self) -> bytes:
        if self.refusal is not None:
            raise ChannelError("No picture.", code=self.refusal)
        return b"a picture"

    async def send(self, order: SendOrder) -> Sent:
        self.orders.append(order)
        await asyncio.sleep(0)
        known = self.chats.setdefault(order.chat, [])
        if order.lookup and order.id in known:
            return Sent(found=True, ack=self.acks.get(order.id, 1))
        ack = self.sending(order)
        known.append(order.id)
        return Sent(found=False, ack=ack)

    async def look_up(self, chat: ChatId, message: MessageId) -> int | None:
        return 1 if message in self.chats.get(chat, ()) else None

    async def show_typing(self, chat: ChatId, ms: int) -> None:
        self.typed.append((chat, ms))

    async def follow(self, chat: ChatId) -> tuple[ChatId, ...]:
        self.followed.append(chat)
        return (chat, ChatId("99@lid"))

    async def chats_since(self, *, since_ms: int) -> tuple[ChatId, ...]:
        newest = sorted(self.past, key=lambda one: one.sent_at, reverse=True)
        return tuple(dict.fromkeys(one.chat for one in newest if one.sent_at * 1000 >= since_ms))

    async def history(
        self, *, since_ms: int, per_chat: int, least: int, chats: Sequence[ChatId]
    ) -> tuple[MessageSeen, ...]:
        self.asked.append(tuple(chats))
        found: list[MessageSeen] = []
        for chat in chats:
            all_of_it = [one for one in self.past if one.chat == chat]
            recent = sum(one.sent_at * 1000 >= since_ms for one in all_of_it)
            found += all_of_it[max(0, len(all_of_it) - min(max(recent, least), per_chat)) :]
        return tuple(found)

    async def media(self, chat: ChatId, message: MessageId, *, max_bytes: int) -> bytes:
        found = self.files.get(message)
        if found is None:
            raise ChannelError("WhatsApp does not have the file.", code="gone")
        if len(found) > max_bytes:
            raise ChannelError("The file is too large.", code="too_large")
        return found

    async def warm(self) -> None: ...

    async def refresh_qr(self) -> None: ...

    async def log_out(self) -> None:
        self.logged_out += 1

    async def reload(self) -> None:
        self.reloads += 1

    async def gone(self) -> Reason:
        return await asyncio.shield(self.lost)

    def memory(self) -> int | None:
        return self.holds

    async def close(self) -> None:
        self.closed = True


@dataclass
class FakeLogins:
    """Remembers what was asked; `found` is what a restoration brings."""

    found: RestoredLogin | None = None
    kept: Kept = Kept.TAKEN
    weighs: int = 1_000
    trimmed: int = 1_000
    asked: list[str] = field(default_factory=list)
    here: list[tuple[TenantId, BotId]] = field(default_factory=list)

    async def restore(self, bot: Bot, fence: int) -> RestoredLogin | None:
        self.asked.append(f"restore {fence}")
        return self.found

    async def keep(self, bot: Bot, fence: int) -> Kept:
        self.asked.append(f"keep {fence}")
        return self.kept

    async def weigh(self, bot: Bot, fence: int) -> int | None:
        return self.weighs

    async def trim(self, bot: Bot, fence: int) -> None:
        self.asked.append(f"trim {fence}")
        self.weighs = min(self.weighs, self.trimmed)

    async def disown(self, bot: Bot) -> None:
        self.asked.append("disown")

    async def held(self) -> Sequence[tuple[TenantId, BotId]]:
        return self.here

    async def erase(self, bot: BotId) -> None:
        self.here = [one for one in self.here if one[1] != bot]


@dataclass
class FakeChannels:
    """Opens fake channels; `refuse` makes openings fail."""

    states: dict[BotId, PageState] = field(default_factory=dict)
    opened: list[FakeChannel] = field(default_factory=list)
    listeners: list[ChannelListener] = field(default_factory=list)
    refuse: list[Exception] = field(default_factory=list)
    forgotten: list[BotId] = field(default_factory=list)
    prepare: Callable[[FakeChannel], None] = lambda _: None
    logins: FakeLogins = field(default_factory=FakeLogins)

    async def open(self, bot: Bot, fence: int, listener: ChannelListener) -> FakeChannel:
        if self.refuse:
            raise self.refuse.pop(0)
        channel = FakeChannel(self.states.get(bot.id, LOGGED_IN))
        self.prepare(channel)
        self.opened.append(channel)
        self.listeners.append(listener)
        return channel

    async def tell(self, state: PageState, index: int = -1) -> None:
        """The page's state changes, and the page says so."""
        self.opened[index].state = state
        await self.listeners[index].heard([StateSeen(state, 1_767_268_800_000)])

    async def forget(self, bot: Bot, fence: int) -> None:
        self.forgotten.append(bot.id)

    def driver_up(self) -> bool:
        return True

    async def close(self) -> None: ...


def leave(twins: InMemory, session: Session) -> None:
    """What the last holder of a bot recorded of it before it gave it back."""
    twins.store.sessions[session.tenant, session.bot] = session


@pytest.fixture
def twins() -> InMemory:
    return in_memory(read_settings({"GOVERNOR": "off"}))


@pytest.fixture
def tools(twins: InMemory) -> Iterator[Toolbox]:
    threads = Threads(4)
    timing = Timing(
        tick=0.02,
        heartbeat=0.03,
        probe=0.05,
        probe_timeout=0.5,
        sweep=0.03,
        drain=1.0,
        first_backoff=0.01,
        last_backoff=0.05,
        measure=0.03,
        quiet=0.1,
        hand_over=3.0,
    )
    yield toolbox_of(twins, RUNNER, timing, threads)
    threads.close()


@pytest.fixture
def lease(twins: InMemory) -> Lease:
    twins.bots.add(TENANT, make_bot())
    taken = twins.leases.acquire(TENANT, BOT, RUNNER, seen=None)
    assert taken is not None
    return taken


@pytest.fixture
def keeper(lease: Lease, tools: Toolbox) -> LeaseKeeper:
    return LeaseKeeper(lease, tools, lambda: None, acquired_at=0.0, monotonic=lambda: 0.0)


async def until(met: Callable[[], object], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not met():
            await asyncio.sleep(0.005)
