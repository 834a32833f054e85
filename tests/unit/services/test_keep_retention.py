"""Retention: what is older than a workspace keeps it is emptied, and nothing else is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.errors import NotFoundError, UnavailableError
from flotilla.domain.events import derive_events
from flotilla.domain.ids import MessageId
from flotilla.domain.inbound import InboundKind, Origin
from flotilla.domain.leads import FieldValue, Source
from flotilla.domain.media import Media
from flotilla.domain.messages import Direction, FailReason, Message, MessageStatus
from flotilla.domain.people import Role
from flotilla.ports.repositories import ConversationChange
from flotilla.services import keep_retention
from tests.unit.services.world import BOT, CHAT, HELLO, OTHER_TENANT, TENANT, Fuse, World, offline_world, principal

DAY = 24 * 3600


def keep(world: World, days: int | None) -> None:
    world.core.tenants.save(replace(world.core.tenants.get(TENANT), retention_days=days))


def days_later(world: World, days: float) -> None:
    world.core.clock.advance(seconds=days * DAY)


def types(world: World) -> list[str]:
    return [message.type for message in world.messages()]


def is_empty(message: Message) -> bool:
    said = (message.text, message.content, message.media, message.author, message.quoted, message.edited_at)
    return message.type == "expired" and said == (None,) * 6 and not message.reactions and not message.votes


def test_what_is_older_is_emptied_with_its_file_and_its_quotes() -> None:
    world = offline_world()
    world.receive("M1", HELLO, quoted=MessageId("M0"))
    world.receive("M2", "look", type="image", media=Media("image/jpeg", 9, f"bots/{BOT}/media/x/M2"))
    world.core.files.put(TENANT, f"bots/{BOT}/media/x/M2", b"picture", mime="image/jpeg")
    world.settle()
    before = world.messages()
    assert all(value.quote for value in world.lead().fields.values())
    for message in before:
        if message.direction is Direction.OUT:
            for status in (MessageStatus.SENDING, MessageStatus.SENT):
                world.core.conversations.advance_message(TENANT, BOT, CHAT, message.id, to=status, stage_at=None)
    days_later(world, 31)
    world.receive("M9", "still here")
    assert world.core.keep_retention().messages == 0, "kept for ever unless somebody set a time"
    keep(world, 30)
    changes = len(world.core.store.changes)
    done = world.core.keep_retention()
    assert (done.messages, done.files, done.leads) == (len(before), 1, 1)
    after = world.messages()
    assert [one.id for one in after] == [*(one.id for one in before), "M9"]
    for old, new in zip(before, after, strict=False):
        assert is_empty(new)
        assert (new.order, new.direction, new.created_at) == (old.order, old.direction, old.created_at)
    assert after[-1].text == "still here"
    with pytest.raises(NotFoundError):
        world.core.files.get(TENANT, f"bots/{BOT}/media/x/M2", max_bytes=100)
    fields = world.lead().fields
    assert fields["email"].value == "ana@example.com"
    assert all(value.quote is None for value in fields.values())
    assert [e for c in world.core.store.changes[changes:] for e in derive_events(c)] == [], "nobody is told"
    assert world.core.keep_retention().messages == 0


def test_a_chat_that_was_emptied_is_not_read_again_but_what_came_after_is() -> None:
    world = World()
    keep(world, 2)
    for day in range(4):
        world.receive(f"M{day}", "Hello")
        world.core.turn_queue.entries.clear()
        days_later(world, 1)
    world.core.keep_retention()
    assert types(world) == ["expired", "expired", "text", "text"]
    assert world.chat().emptied_until == world.messages()[1].order
    days_later(world, 0.5)
    assert world.core.keep_retention().messages == 0, "once a day"
    days_later(world, 0.5)
    assert world.core.keep_retention().messages == 1
    assert types(world) == ["expired", "expired", "expired", "text"]


def test_what_comes_late_from_an_emptied_time_is_stored_empty() -> None:
    world = World()
    keep(world, 1)
    world.receive("M1", "first")
    old = world.now_s() - 5
    days_later(world, 2)
    world.core.keep_retention()
    world.receive("M0", "older", origin=Origin.HISTORY, sent_at=old, seen_ms=old * 1000)
    world.receive("M1", "first", origin=Origin.HISTORY)
    world.receive("M1", "edited", kind=InboundKind.EDITED)
    assert all(map(is_empty, world.messages()))
    assert len(world.messages()) == 2


def test_what_waits_to_be_sent_stays_and_what_failed_is_not_tried_again() -> None:
    world = World()
    keep(world, 1)
    world.receive("M1")
    sending = world.core.send_message(principal(), world.lead().id, "being sent")
    failed = world.core.send_message(principal(), world.lead().id, "failed")
    where = (TENANT, BOT, CHAT)
    world.core.conversations.advance_message(*where, sending.id, to=MessageStatus.SENDING, stage_at=None)
    reason = FailReason.PAGE_ERROR.value
    world.core.conversations.advance_message(*where, failed.id, to=MessageStatus.FAILED, stage_at=None, reason=reason)
    days_later(world, 3)
    world.core.keep_retention()
    assert types(world) == ["expired", "text", "expired"]
    assert world.chat().emptied_until == world.messages()[0].order, "what waits is looked at again"
    assert world.core.retry_message(principal(Role.OWNER), world.lead().id, failed.id).status is MessageStatus.FAILED
    world.core.conversations.advance_message(*where, sending.id, to=MessageStatus.SENT, stage_at=None)
    days_later(world, 1)
    assert world.core.keep_retention().messages == 1
    assert types(world) == ["expired"] * 3


def test_much_is_done_in_shares_and_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_retention, "MOST_MESSAGES", 100)
    world = World()
    keep(world, 1)
    for number in range(250):
        world.receive(f"M{number:03d}", "Hello")
    days_later(world, 2)
    calls = 0
    while "text" in types(world):
        assert 0 < world.core.keep_retention().messages <= 200
        calls += 1
    assert calls > 1
    assert world.core.keep_retention().messages == 0


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_at_any_step_is_made_up_for(after: bool) -> None:
    for broken in range(1, 200):
        world = World()
        keep(world, 1)
        media = Media("image/jpeg", 9, f"bots/{BOT}/media/x/M1")
        world.receive("M1", "look", type="image", media=media)
        world.core.files.put(TENANT, str(media.name), b"picture", mime="image/jpeg")
        value = FieldValue("Ana", Source.AI, 1.0, world.core.clock.now(), MessageId("M1"), "I'm Ana")
        lead = replace(world.lead(), fields={"name": value})
        world.core.conversations.commit(TENANT, ConversationChange(world.chat(), lead))
        days_later(world, 2)
        fuse = Fuse(broken, after=after)
        service = world.core.keep_retention
        names = ("fleet", "retention_sweeps", "tenants", "leads", "conversations", "files")
        ports = {name: fuse.around(getattr(service, name)) for name in names}
        try:
            replace(service, **ports)()
        except UnavailableError:
            world.core.keep_retention()
        assert types(world) == ["expired"]
        assert world.lead().fields["name"].quote is None
        assert world.chat().emptied_until == world.messages()[0].order
        with pytest.raises(NotFoundError):
            world.core.files.get(TENANT, str(media.name), max_bytes=100)
        if fuse.blown is None:
            return
    raise AssertionError("There are more steps than were broken.")


@given(st.lists(st.integers(0, 10 * 24), min_size=1, max_size=12), st.integers(1, 9), st.booleans())
def test_nothing_younger_than_the_limit_is_ever_touched(hours: list[int], days: int, other: bool) -> None:
    world = World()
    start = world.core.clock.now()
    for number, hour in enumerate(sorted(hours)):
        world.core.clock.advance(seconds=(start + timedelta(hours=hour) - world.core.clock.now()).total_seconds())
        world.receive(f"M{number}", f"said at {hour}")
    days_later(world, 1)
    keep(world, days)
    if other:
        world.core.tenants.save(replace(world.core.tenants.get(OTHER_TENANT), retention_days=1))
    before = {one.id: one for one in world.messages()}
    world.core.keep_retention()
    limit = world.core.clock.now() - timedelta(days=days)
    for message in world.messages():
        if message.created_at >= limit:
            assert message == before[message.id]
        elif message.created_at < limit - timedelta(seconds=1):
            assert is_empty(message)
