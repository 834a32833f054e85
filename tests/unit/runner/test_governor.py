"""The governor at work: pauses, holds, switches, and what is noted of them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.bootstrap import in_memory
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.governor import Caps, Rules
from flotilla.domain.ids import BotId, ChatId, TenantId, TurnId
from flotilla.domain.messages import DelayReason, Direction, Message, MessageStatus, Sender
from flotilla.domain.sessions import new_session
from flotilla.settings import read_settings
from runner.channels.port import ChannelError
from runner.delivery import Delivery, Outcome
from runner.governor import Governor
from runner.lease_keeper import LeaseKeeper
from runner.outbox import PAUSE_SECONDS, Outbox
from runner.recent import Recent
from runner.rests import ASKED_AT_ONCE
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import START, TENANT, FakeChannel, make_bot, make_message, until

QUICK = Rules(
    gap=timedelta(milliseconds=60),
    jitter=timedelta(0),
    typing_per_character=timedelta(milliseconds=1),
    shortest_typing=timedelta(milliseconds=5),
    longest_typing=timedelta(milliseconds=20),
    first_contact_gap=timedelta(0),
    first_contact_jitter=timedelta(0),
    caps=Caps(1, 100, 100),
    warm_up=(),
)


@pytest.fixture
def twins() -> InMemory:
    return in_memory(read_settings({"GOVERNOR": "on"}))


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAUSE_SECONDS, Outcome.HELD, 0.02)


class Number:
    """A governed number over a fake channel; `moved` gives it another holder, with a memory of its own."""

    def __init__(self, twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> None:
        self.twins, self.tools, self.keeper = twins, tools, keeper
        self.channel = FakeChannel()
        self.bot = make_bot()
        self.tasks: list[asyncio.Task[None]] = []
        self.moved()

    def moved(self) -> None:
        for task in self.tasks:
            task.cancel()
        session = new_session(TENANT, self.bot.id, START)
        governor = Governor(lambda: self.bot, lambda: session, self.tools, QUICK)
        delivery = Delivery(self.bot, self.channel, self.keeper, self.tools, Recent(100), governor)
        self.outbox = Outbox(delivery, self.tools, lambda: True)
        self.tasks.append(asyncio.create_task(self.outbox.run()))

    def switch(self, *, on: bool) -> None:
        self.bot = replace(self.bot, features=replace(self.bot.features, sending=on))

    def queue(self, *messages: Message) -> None:
        for message in messages:
            assert self.twins.conversations.add_message(TENANT, message)
        self.outbox.ring()

    def stored(self, message: Message) -> Message:
        found = self.twins.conversations.find_message(TENANT, message.bot, message.chat, message.id)
        assert found is not None
        return found

    async def sent(self, message: Message) -> Message:
        await until(lambda: self.stored(message).status is MessageStatus.SENT)
        return self.stored(message)

    async def held(self, message: Message, reason: DelayReason) -> None:
        await until(lambda: self.stored(message).reason == reason)
        assert self.stored(message).status is MessageStatus.QUEUED


@pytest.fixture
async def number(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Number]:
    made = Number(twins, tools, keeper)
    yield made
    for task in made.tasks:
        task.cancel()
    await asyncio.gather(*made.tasks, return_exceptions=True)


def reply(number: int, chat: str = "5511911111111@c.us") -> Message:
    return replace(make_message(number, chat), turn=TurnId(f"turn-{number}"))


def offer(number: int, chat: str) -> Message:
    return replace(make_message(number, chat), sender=Sender.VENDOR)


async def test_typing_is_shown_and_told_and_sends_keep_apart(number: Number) -> None:
    first, second = reply(1), reply(2, "5511922222222@c.us")
    number.queue(first, second)
    delays = [(await number.sent(message)).delays for message in (first, second)]
    assert [[delay.reason for delay in one] for one in delays] == [
        [DelayReason.TYPING],
        [DelayReason.GAP, DelayReason.TYPING],
    ]
    assert sum(delay.ms for delay in delays[1]) >= 60
    assert number.channel.typed == [(first.chat, 6), (second.chat, 6)]


async def test_a_page_that_shows_no_typing_sends_all_the_same(number: Number) -> None:
    async def broken(*_: object) -> None:
        raise ChannelError("No.", code="internal")

    number.channel.show_typing = broken  # type: ignore[method-assign,assignment]  # A page with a fault.
    message = reply(1)
    number.queue(message)
    await number.sent(message)


async def test_strangers_over_the_cap_wait_and_replies_do_not(number: Number) -> None:
    first, second = offer(1, "5511922222222@c.us"), offer(2, "5511933333333@c.us")
    number.queue(first)
    await number.sent(first)
    number.queue(second, reply(3))
    await number.held(second, DelayReason.NEW_CONTACTS)
    await number.sent(reply(3))
    assert number.stored(second).status is MessageStatus.QUEUED


async def test_another_holder_has_not_forgotten_todays_strangers(number: Number, twins: InMemory) -> None:
    first, second = offer(1, "5511922222222@c.us"), offer(2, "5511933333333@c.us")
    number.queue(first)
    await number.sent(first)
    number.moved()
    number.queue(second)
    await number.held(second, DelayReason.NEW_CONTACTS)
    twins.clock.advance(timedelta(hours=12))
    told = await number.sent(second)
    assert next(delay.reason for delay in told.delays) is DelayReason.NEW_CONTACTS
    assert told.reason is None


async def test_once_the_stranger_writes_all_that_waits_goes_in_order(number: Number) -> None:
    number.queue(offer(1, "5511922222222@c.us"))
    held = offer(2, "5511933333333@c.us")
    number.queue(held)
    await number.held(held, DelayReason.NEW_CONTACTS)
    asked = replace(make_message(3, held.chat), direction=Direction.IN, sender=Sender.CUSTOMER)
    number.queue(replace(asked, status=MessageStatus.RECEIVED, created_at=number.tools.now()))
    answer = reply(4, held.chat)
    number.queue(answer)
    await number.sent(answer)
    assert [order.id for order in number.channel.orders if order.chat == held.chat] == [held.id, answer.id]


async def test_what_is_held_back_is_not_asked_about_before_it_may_go(
    number: Number, twins: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[ChatId] = []
    real = twins.conversations.recent_messages

    def recent_messages(tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        reads.append(chat)
        return real(tenant, bot, chat, limit=limit)

    monkeypatch.setattr(twins.conversations, "recent_messages", recent_messages)
    number.queue(offer(1, "5511922222222@c.us"))
    await number.sent(offer(1, "5511922222222@c.us"))
    held = offer(2, "5511933333333@c.us")
    number.queue(held)
    await number.held(held, DelayReason.NEW_CONTACTS)
    await asyncio.sleep(0.3)
    assert reads.count(held.chat) == 1
    # Their own message is heard before it is stored.
    number.outbox.stir(held.chat)
    asked = replace(make_message(3, held.chat), direction=Direction.IN, sender=Sender.CUSTOMER)
    number.queue(replace(asked, status=MessageStatus.RECEIVED, created_at=number.tools.now()))
    await number.sent(held)


async def test_many_held_strangers_are_asked_about_little_by_little_and_hide_nobody(
    number: Number, twins: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[ChatId] = []
    real = twins.conversations.recent_messages

    def recent_messages(tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        reads.append(chat)
        return real(tenant, bot, chat, limit=limit)

    number.queue(offer(0, "5511922222222@c.us"))
    await number.sent(offer(0, "5511922222222@c.us"))
    strangers = [offer(n, f"55119500{n:05d}@c.us") for n in range(1, 201)]
    number.queue(*strangers)
    await until(lambda: all(number.stored(one).reason == DelayReason.NEW_CONTACTS for one in strangers), 20)
    monkeypatch.setattr(twins.conversations, "recent_messages", recent_messages)
    # Each may be asked about again, all at the same time.
    twins.clock.advance(timedelta(minutes=11))
    await asyncio.sleep(0.6)
    assert 0 < len(reads) <= ASKED_AT_ONCE + 2
    late = reply(300, "5511977777777@c.us")
    number.queue(late)
    await number.sent(late)


async def test_a_switched_off_bot_sends_nothing_and_says_so(number: Number) -> None:
    number.switch(on=False)
    message = reply(1)
    number.queue(message)
    await number.held(message, DelayReason.SENDING_OFF)
    assert number.channel.orders == []
    number.switch(on=True)
    told = await number.sent(message)
    assert told.delays[0].reason is DelayReason.SENDING_OFF


async def test_the_fleets_switch_stops_every_bot(tools: Toolbox, twins: InMemory, keeper: LeaseKeeper) -> None:
    off = replace(tools, policy=replace(tools.policy, sending=False, governed=False))
    number = Number(twins, off, keeper)
    message = reply(1)
    number.queue(message)
    await number.held(message, DelayReason.SENDING_OFF)
    assert number.channel.orders == []
    for task in number.tasks:
        task.cancel()


async def test_a_person_goes_before_the_bots(number: Number) -> None:
    bots = [reply(n, f"55119000000{n:02d}@c.us") for n in range(20)]
    number.queue(*bots)
    await until(lambda: number.channel.orders)
    asked = replace(reply(30, "5511977777777@c.us"), sender=Sender.VENDOR)
    number.queue(asked)
    await number.sent(asked)
    assert len([order for order in number.channel.orders if order.id != asked.id]) < len(bots)
