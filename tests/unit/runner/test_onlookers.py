import json

import pytest

from flotilla.domain.ids import ChatId
from flotilla.domain.presence import TypingState
from runner.channels.port import ChannelError, TypingSeen
from runner.onlookers import FOLLOWED_SECONDS, MOST_FOLLOWED, TYPING_SHOWN_MS, Onlookers
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, TENANT, FakeChannel, make_bot, until

CHAT, LID = ChatId("5511911111111@c.us"), ChatId("99@lid")
FOLLOW = {"follow": {"bot": BOT, "chat": CHAT, "lead": "lead"}}


class Room:
    """A channel with its onlookers, what was said over the line, and a clock to turn."""

    def __init__(self, tools: Toolbox) -> None:
        self.now = 0.0
        self.said: list[dict[str, object]] = []
        self.channel = FakeChannel()
        self.onlookers = Onlookers(self.channel, make_bot, tools, lambda: self.now)
        tools.line.open(self.say)

    async def say(self, text: str) -> None:
        self.said.append(json.loads(text))

    async def follow(self) -> None:
        before = len(self.channel.followed)
        self.onlookers.told(FOLLOW)
        await until(lambda: len(self.channel.followed) > before and not self.onlookers._tasks)

    async def typed(self, chat: ChatId = CHAT, state: TypingState = TypingState.COMPOSING) -> list[object]:
        self.onlookers.seen(TypingSeen(chat, state, 1))
        await until(lambda: not self.onlookers._tasks)
        return [frame["state"] for frame in self.said]


@pytest.fixture
async def room(tools: Toolbox) -> Room:
    return Room(tools)


async def test_who_types_is_told_where_somebody_looks(room: Room) -> None:
    assert await room.typed() == []
    await room.follow()
    assert await room.typed() == ["composing"]
    assert room.said == [
        {"action": "customer_typing", "tenant": TENANT, "bot": BOT, "lead": "lead", "state": "composing"}
    ]


async def test_it_is_told_under_the_other_address_of_the_person(room: Room) -> None:
    await room.follow()
    assert await room.typed(LID, TypingState.RECORDING) == ["recording"]


async def test_a_chat_that_nobody_looks_at_any_more_is_forgotten(room: Room) -> None:
    await room.follow()
    room.now = FOLLOWED_SECONDS - 1
    await room.follow()
    room.now += FOLLOWED_SECONDS - 1
    assert await room.typed() == ["composing"]
    room.now += 2
    assert await room.typed() == ["composing"]


async def test_no_more_are_followed_than_people_can_look_at(room: Room) -> None:
    for number in range(MOST_FOLLOWED + 5):
        frame = {"bot": BOT, "chat": f"55{number:011d}@c.us", "lead": f"lead-{number}"}
        room.onlookers.told({"follow": frame})
        await until(lambda: not room.onlookers._tasks)
    assert len(room.channel.followed) < MOST_FOLLOWED


async def test_that_somebody_writes_is_shown_to_the_customer(room: Room) -> None:
    room.onlookers.told({"typing": {"bot": BOT, "chat": CHAT}})
    await until(lambda: room.channel.typed == [(CHAT, TYPING_SHOWN_MS)])


async def test_a_page_that_refuses_breaks_nothing(room: Room) -> None:
    async def refuse(chat: ChatId) -> tuple[ChatId, ...]:
        raise ChannelError("Not now.", code="not_ready")

    room.channel.follow = refuse  # type: ignore[method-assign]  # A page that is not ready.
    room.onlookers.told(FOLLOW)
    await until(lambda: not room.onlookers._tasks)
    assert await room.typed() == []


async def test_without_a_socket_nothing_is_said_and_nothing_breaks(room: Room, tools: Toolbox) -> None:
    async def broken(_: str) -> None:
        raise OSError("gone")

    await room.follow()
    tools.line.open(broken)
    assert await room.typed() == []
    tools.line.close()
    assert await room.typed() == []
