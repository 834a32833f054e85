"""A channel that a test plays, and a toolbox over the in-memory twins."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from flotilla.bootstrap import in_memory
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, RunnerId, TenantId
from flotilla.domain.leases import Lease
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, order_key
from flotilla.domain.session_machine import PageState
from flotilla.domain.sessions import Reason
from runner.channels.port import ChannelError, ChannelListener, MessageSeen, SendOrder, Sent, StateSeen
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
    """What a page does, as far as a session can tell. `sending` may raise, or take its time, per order."""

    state: PageState = LOGGED_IN
    chats: dict[ChatId, list[MessageId]] = field(default_factory=dict)
    orders: list[SendOrder] = field(default_factory=list)
    sending: Callable[[SendOrder], int] = lambda _: 1
    past: tuple[MessageSeen, ...] = ()
    logged_out: int = 0
    closed: bool = False
    deaf: bool = False
    reloads: int = 0
    lost: "asyncio.Future[Reason]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    async def status(self) -> PageState:
        if self.deaf:
            raise ChannelError("No answer.", code="timeout")
        return self.state

    async def send(self, order: SendOrder) -> Sent:
        self.orders.append(order)
        await asyncio.sleep(0)
        known = self.chats.setdefault(order.chat, [])
        if order.lookup and order.id in known:
            return Sent(found=True, ack=1)
        ack = self.sending(order)
        known.append(order.id)
        return Sent(found=False, ack=ack)

    async def history(self, *, since_ms: int, per_chat: int) -> tuple[MessageSeen, ...]:
        return self.past

    async def warm(self) -> None: ...

    async def refresh_qr(self) -> None: ...

    async def log_out(self) -> None:
        self.logged_out += 1

    async def reload(self) -> None:
        self.reloads += 1

    async def gone(self) -> Reason:
        return await asyncio.shield(self.lost)

    async def close(self) -> None:
        self.closed = True


@dataclass
class FakeChannels:
    """Opens fake channels; `refuse` makes openings fail."""

    states: dict[BotId, PageState] = field(default_factory=dict)
    opened: list[FakeChannel] = field(default_factory=list)
    listeners: list[ChannelListener] = field(default_factory=list)
    refuse: list[Exception] = field(default_factory=list)
    forgotten: list[BotId] = field(default_factory=list)
    prepare: Callable[[FakeChannel], None] = lambda _: None

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

    async def close(self) -> None: ...


@pytest.fixture
def twins() -> InMemory:
    return in_memory()


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
    )
    yield toolbox_of(twins, RUNNER, timing, threads)
    threads.close()


@pytest.fixture
def lease(twins: InMemory) -> Lease:
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
