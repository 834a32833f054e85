"""Chats from before a first link become transcripts and leads, and nobody is answered or told of each."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from flotilla.adapters.memory.store import Store
from flotilla.domain.events import derive_events
from flotilla.domain.ids import MessageId
from flotilla.domain.inbound import Inbound, Origin
from flotilla.domain.leads import LeadStatus, Source
from flotilla.domain.messages import Direction
from flotilla.domain.metrics import tallies_of
from tests.unit.services.world import BOT, CHAT, HELLO, TENANT, World, principal


def old(world: World, number: int, text: str, *, days: float = 3, from_me: bool = False) -> Inbound:
    sent_at = world.now_s() - int(timedelta(days=days).total_seconds()) + number
    return world.inbound(
        f"OLD{number:03d}",
        text,
        origin=Origin.HISTORY,
        sent_at=sent_at,
        seen_ms=sent_at * 1000,
        from_me=from_me,
        push_name="Ana",
    )


def told(store: Store) -> list[str]:
    events = [event.type for change in store.changes for event in derive_events(change)]
    return [kind for kind in events if kind != "bot.updated"]


def test_old_chats_become_leads_and_transcripts_and_are_not_answered() -> None:
    world = World()
    talk = [old(world, 1, HELLO), old(world, 2, "Hello Ana, how can we help?", from_me=True), old(world, 3, "Prices?")]
    world.core.receive_history(talk)
    world.core.receive_history(talk)
    world.settle()
    assert world.texts(Direction.IN) == [HELLO, "Prices?"]
    assert world.texts(Direction.OUT) == ["Hello Ana, how can we help?"]
    chat, lead = world.chat(), world.lead()
    assert (chat.turn, chat.unread, chat.mode.value) == (None, 0, "bot")
    assert chat.last_at == world.messages()[-1].created_at
    name = lead.fields["name"]
    assert (name.value, name.source, name.message) == ("Ana Souza", Source.RULES, "OLD001")
    assert name.at == world.messages()[0].created_at
    assert (lead.status, lead.push_name) == (LeadStatus.QUALIFIED, "Ana")


def test_nobody_is_told_of_each_and_nothing_is_counted() -> None:
    world = World()
    world.core.receive_history([old(world, 1, HELLO), old(world, 2, "Prices?")])
    changes = world.core.store.changes
    assert told(world.core.store) == []
    assert [tally for change in changes for tally in tallies_of(change, ZoneInfo("UTC"))] == []


def test_a_new_message_in_an_old_chat_is_answered_and_told() -> None:
    world = World()
    world.core.receive_history([old(world, 1, "Prices?")])
    world.receive("M1", "Hello?")
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]
    assert told(world.core.store)[:2] == ["chat.turn", "message.received"]


def test_what_was_told_later_or_corrected_by_a_person_stays() -> None:
    world = World()
    world.core.receive_history([old(world, 50, "My email is new@example.com, I'm Ana Souza", days=1)])
    world.core.update_lead(principal(), world.lead().id, {"name": "Ana Lima"})
    world.core.receive_history([old(world, 1, "I'm Ana Costa, my email is old@example.com, I live in Recife", days=9)])
    values = {name: value.value for name, value in world.lead().fields.items()}
    assert values == {"email": "new@example.com", "name": "Ana Lima", "location": "Recife"}


def test_old_messages_that_come_after_new_ones_take_their_place_before_them() -> None:
    world = World()
    world.receive("M1", "Hello?")
    world.core.receive_history([old(world, 1, "Prices?")])
    assert world.texts(Direction.IN) == ["Prices?", "Hello?"]
    assert world.chat().turn is not None
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]


def test_a_bot_that_captures_no_leads_reads_no_fields() -> None:
    world = World()
    bot = world.core.bots.get(TENANT, BOT)
    world.change_bot(features=replace(bot.features, lead_capture=False))
    world.core.receive_history([old(world, 1, HELLO)])
    assert world.lead().fields == {}
    assert world.core.conversations.find_message(TENANT, BOT, CHAT, MessageId("OLD001")) is not None
