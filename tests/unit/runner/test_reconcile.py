"""What happened while nobody looked: all of it is told, once and in order, however much it is."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.chats import new_chat
from flotilla.domain.health import Losses
from flotilla.domain.ids import ChatId, LeadId, MessageId
from flotilla.domain.inbound import InboundKind, Origin
from flotilla.domain.messages import MessageStatus
from flotilla.domain.sessions import new_session
from flotilla.ports.repositories import ConversationChange
from runner import reconcile
from runner.channels.port import ChannelError, MessageSeen
from runner.publisher import Publisher
from runner.recent import Recent
from runner.reconcile import CHATS_AT_ONCE, catch_up
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, START, TENANT, FakeChannel, make_bot, make_seen
from tests.unit.runner.reconciliation import CHAT, LINKED, Reconciliation, sent, stored


def chat(number: int) -> str:
    return f"55119{number:08d}@c.us"


@pytest.fixture
async def look(twins: InMemory, tools: Toolbox) -> Reconciliation:
    return Reconciliation(twins, tools)


async def test_what_is_stored_is_not_told_again_and_a_placeholder_is(look: Reconciliation) -> None:
    past = [make_seen(n) for n in (1, 2, 3)]
    look.keep(stored(past[0]), stored(past[1], status=MessageStatus.PENDING))
    await look.run(*past, make_seen(4, "1-2@g.us"))
    entries = look.twins.inbound_queue.entries
    assert [(one.id, one.origin) for one in entries] == [("IN2", Origin.REPLAYED), ("IN3", Origin.REPLAYED)]


async def test_many_chats_are_asked_for_in_small_parts_the_newest_first(look: Reconciliation) -> None:
    past = [make_seen(n, chat(n)) for n in range(25)]
    await look.run(*past)
    assert sorted(name for name, _, _ in look.told()) == sorted(one.id for one in past)
    assert [len(asked) for asked in look.channel.asked] == [CHATS_AT_ONCE, CHATS_AT_ONCE, 5]
    assert look.channel.asked[0] == tuple(chat(n) for n in range(24, 14, -1))


@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=5)])
async def test_more_than_is_looked_at_first_is_told_once_and_in_order(look: Reconciliation, age: timedelta) -> None:
    early = int((look.twins.clock.now() - age).timestamp())
    known = make_seen(0, sent_at=early)
    look.keep(stored(known))
    missed = [make_seen(n, sent_at=early + n) for n in range(1, 701)]
    look.publisher = Publisher(make_bot, look.tools, lambda: new_session(TENANT, BOT, START), Recent(10))
    await look.run(known, *missed)
    assert [name for name, _, _ in look.told()] == [one.id for one in missed]
    assert look.publisher.losses == Losses()


async def test_a_page_that_has_all_is_asked_once_per_chat(look: Reconciliation) -> None:
    past = [make_seen(n) for n in range(300)]
    look.keep(*(stored(one) for one in past))
    await look.run(*past)
    assert look.told() == []
    assert len(look.channel.asked) == 1


async def test_what_was_told_meanwhile_does_not_hide_what_was_missed_before(look: Reconciliation) -> None:
    past = [make_seen(n) for n in range(400)]
    look.keep(stored(past[0]), *(stored(one) for one in past[-3:]))
    await look.run(*past)
    assert [name for name, _, _ in look.told()] == [one.id for one in past[1:-3]]


async def test_where_even_the_deepest_look_meets_nothing_known_people_are_told(
    look: Reconciliation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "DEPTHS", (250, 300))
    past = [make_seen(n) for n in range(400)]
    look.keep(stored(past[0]))
    await look.run(*past)
    assert len(look.told()) == 300
    assert look.publisher.losses == Losses(gaps=1)


async def test_the_past_before_the_link_is_not_dug_out(look: Reconciliation) -> None:
    past = [make_seen(n, sent_at=int(START.timestamp()) - 1000 + n) for n in range(300)]
    await look.run(*past)
    assert look.told() == []
    assert len(look.channel.asked) == 1


async def test_a_group_that_is_listened_to_from_now_on_does_not_tell_its_past(look: Reconciliation) -> None:
    bot = make_bot()
    bot = replace(bot, features=replace(bot.features, groups=True))
    look.publisher = Publisher(lambda: bot, look.tools, lambda: LINKED, Recent(10))
    await look.run(*(make_seen(n, "1-2@g.us") for n in range(600)), bot=bot)
    assert len(look.channel.asked) == 1


async def test_messages_that_moved_to_another_address_are_known(look: Reconciliation) -> None:
    past = [make_seen(n, "77@lid") for n in range(60)]
    look.keep(*(stored(one, chat=CHAT) for one in past))
    pointer = replace(new_chat(TENANT, BOT, ChatId("77@lid"), LeadId("lead"), START), moved_to=CHAT)
    look.twins.conversations.commit(TENANT, ConversationChange(pointer))
    await look.run(*past)
    assert look.told() == []


async def test_edits_and_deletions_while_away_are_told(look: Reconciliation) -> None:
    before = [make_seen(n) for n in range(4)]
    look.keep(*map(stored, before))
    after = [
        replace(before[0], text="other words", edited_at_ms=1_767_268_900_000),
        replace(before[1], type="revoked", text=None),
        replace(before[2], text=f"{before[2].text} "),
        before[3],
    ]
    await look.run(*after)
    assert look.told() == [("IN0", InboundKind.EDITED, "other words"), ("IN1", InboundKind.REVOKED, None)]
    assert {one.origin for one in look.twins.inbound_queue.entries} == {Origin.REPLAYED}
    assert look.twins.inbound_queue.entries[0].seen_ms == 1_767_268_900_000


@pytest.mark.parametrize(("edited_at_ms", "told"), [(None, False), (1_000, False), (1_767_268_900_000, True)])
async def test_a_page_with_older_words_takes_no_edit_back(
    look: Reconciliation, edited_at_ms: int | None, told: bool
) -> None:
    before = make_seen(1)
    look.keep(stored(before, text="newer words", edited_at=START + timedelta(seconds=20)))
    await look.run(replace(before, text="what the page has", edited_at_ms=edited_at_ms))
    assert bool(look.told()) is told


@pytest.mark.parametrize("type_", ["revoked", "expired"])
async def test_what_was_taken_back_or_emptied_stays_so(look: Reconciliation, type_: str) -> None:
    before = make_seen(1)
    look.keep(stored(before, type=type_, text=None))
    await look.run(before)
    assert look.told() == []


async def test_acks_that_were_missed_are_found_and_never_go_back(look: Reconciliation) -> None:
    mine = [make_seen(n, from_me=True, ack=ack) for n, ack in ((1, 3), (2, 1), (3, 0))]
    statuses = (MessageStatus.SENT, MessageStatus.READ, MessageStatus.SENT)
    look.keep(*(sent(one, status) for one, status in zip(mine, statuses, strict=True)))
    missed = await look.run(*mine)
    assert [(one.ids, one.ack) for one in missed.acks] == [((MessageId("IN1"),), 3)]
    assert look.told() == []


class Slow(FakeChannel):
    """Never tells one chat, or any."""

    hangs: frozenset[str] = frozenset()

    async def history(
        self, *, since_ms: int, per_chat: int, least: int, chats: Sequence[ChatId]
    ) -> tuple[MessageSeen, ...]:
        if self.hangs & {*chats}:
            await asyncio.Event().wait()
        return await super().history(since_ms=since_ms, per_chat=per_chat, least=least, chats=chats)


async def run_slow(look: Reconciliation, monkeypatch: pytest.MonkeyPatch, hangs: set[str]) -> None:
    monkeypatch.setattr(reconcile, "CHAT_SECONDS", 0.02)
    look.channel = channel = Slow(past=tuple(make_seen(n, chat(n)) for n in range(25)))
    channel.hangs = frozenset(hangs)
    await catch_up(channel, make_bot(), look.publisher, look.tools, within=0.02)


async def test_a_chat_that_the_page_can_not_tell_keeps_back_no_other(
    look: Reconciliation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await run_slow(look, monkeypatch, {chat(7)})
    assert len(look.told()) == 24
    assert look.publisher.losses == Losses(gaps=1)


async def test_a_chat_that_is_too_deep_for_the_page_tells_what_it_can(look: Reconciliation) -> None:
    class Shallow(FakeChannel):
        """Never tells many messages of one chat."""

        async def history(
            self, *, since_ms: int, per_chat: int, least: int, chats: Sequence[ChatId]
        ) -> tuple[MessageSeen, ...]:
            if per_chat > 200:
                await asyncio.Event().wait()
            return await super().history(since_ms=since_ms, per_chat=per_chat, least=least, chats=chats)

    past = [make_seen(n) for n in range(400)]
    look.keep(stored(past[0]))
    channel = Shallow(past=(*past, make_seen(1, chat(1))))
    await catch_up(channel, make_bot(), look.publisher, look.tools, within=0.05)
    assert len(look.told()) == 201
    assert look.publisher.losses == Losses(gaps=1)


async def test_a_page_that_tells_nothing_has_not_been_caught_up_with(
    look: Reconciliation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ChannelError) as raised:
        await run_slow(look, monkeypatch, {chat(n) for n in range(25)})
    assert raised.value.code == "timeout"
    assert look.publisher.losses == Losses()
