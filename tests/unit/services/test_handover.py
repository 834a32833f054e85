"""Who answers a chat: people first, and back to the bot by hand, by the timer, or when a pause ends."""

from datetime import timedelta

import pytest

from flotilla.domain.chats import Mode
from flotilla.domain.errors import ForbiddenError, NotFoundError
from flotilla.domain.events import derive_events
from flotilla.domain.ids import ChatId, outgoing_message_id
from flotilla.domain.messages import Direction
from flotilla.domain.people import Role
from flotilla.ports.brain import BrainAnswer, BrainRequest
from tests.unit.services.world import BOT, OTHER_TENANT, TENANT, World, offline_world, principal

VENDOR = principal(Role.VENDOR, "V1")
LID = ChatId("123456789012345@lid")


@pytest.fixture
def world() -> World:
    world = World()
    world.receive("M1", "Hello")
    world.settle()
    return world


def say(world: World, message: str, text: str) -> None:
    world.core.clock.advance(seconds=30)
    world.receive(message, text)
    world.settle()


def asked_last(world: World) -> list[str | None]:
    requests: list[BrainRequest] = world.brain.requests  # type: ignore[attr-defined]
    return [message.text for message in requests[-1].unanswered]


def test_a_vendor_takes_over_and_hands_back(world: World) -> None:
    lead = world.lead().id
    taken = world.core.take_over(VENDOR, lead).chat
    assert (taken.mode, taken.human_by) == (Mode.HUMAN, "V1")
    say(world, "M2", "said to the vendor")
    assert world.texts(Direction.OUT) == ["Answer 1"]
    back = world.core.hand_back(VENDOR, lead).chat
    assert (back.mode, back.back_by) == (Mode.BOT, "V1")
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]
    say(world, "M3", "said to the bot")
    assert world.texts(Direction.OUT) == ["Answer 1", "Answer 2"]
    assert asked_last(world) == ["said to the bot"]


def test_the_chat_goes_back_by_itself_after_twelve_hours_without_a_person(world: World) -> None:
    lead = world.lead().id
    world.core.send_message(VENDOR, lead, "I take this one.", None)
    world.core.clock.advance(timedelta(hours=11))
    world.core.send_message(VENDOR, lead, "Still here.", None)
    world.core.clock.advance(timedelta(hours=11))
    say(world, "M2", "too early for the bot")
    assert world.core.show_lead(VENDOR, lead).chat.mode is Mode.HUMAN
    world.core.clock.advance(timedelta(hours=1))
    shown = world.core.show_lead(VENDOR, lead).chat
    assert (shown.mode, shown.back_by) == (Mode.BOT, "timer")
    say(world, "M3", "anybody?")
    assert world.texts(Direction.OUT)[-1] == "Answer 2"
    assert asked_last(world) == ["anybody?"]
    assert world.chat().back_by == "timer"


def test_the_timer_is_the_bot_s_own_and_may_be_none_at_all(world: World) -> None:
    lead = world.lead().id
    world.core.update_bot(principal(), BOT, {"hand_back_minutes": 5})
    until = world.core.take_over(VENDOR, lead).chat.human_until
    assert until == world.core.clock.now() + timedelta(minutes=5)
    world.core.update_bot(principal(), BOT, {"hand_back_minutes": None})
    assert world.core.take_over(VENDOR, lead).chat.human_until is None
    world.core.clock.advance(timedelta(days=365))
    assert world.core.show_lead(VENDOR, lead).chat.mode is Mode.HUMAN


def test_who_asked_for_a_person_is_answered_by_the_bot_again_when_none_came() -> None:
    world = offline_world()
    world.receive("M1", "quero falar com um atendente")
    world.settle()
    assert world.chat().human_by == "customer"
    world.core.clock.advance(timedelta(hours=12))
    say(world, "M2", "oi")
    assert world.chat().mode is Mode.BOT
    assert len(world.texts(Direction.OUT)) == 2


def test_an_answer_under_way_is_thrown_away_when_a_vendor_takes_over_or_the_bot_is_paused(world: World) -> None:
    lead = world.lead().id
    for step in (
        lambda: world.core.take_over(VENDOR, lead),
        lambda: world.core.pause_chat(VENDOR, lead),
        lambda: world.core.pause_bot(principal(), BOT),
    ):
        world.core.hand_back(VENDOR, lead)

        class Slow:
            def answer(self, _request: BrainRequest, step=step) -> BrainAnswer:  # type: ignore[no-untyped-def]
                step()
                return BrainAnswer("never sent")

        world.core.__dict__.pop("answer_turn", None)
        world.core.__dict__["brain"] = Slow()
        say(world, world.core.ids.new(), "Hello again")
        assert world.texts(Direction.OUT) == ["Answer 1"]
        world.core.resume_chat(VENDOR, lead)


def test_a_paused_chat_is_silent_and_others_are_not(world: World) -> None:
    other = ChatId("5581977776666@c.us")
    world.core.pause_chat(VENDOR, world.lead().id)
    say(world, "M2", "said in the pause")
    world.receive("X1", "Hello", chat=other)
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]
    assert world.texts(Direction.OUT, other) == ["Answer 2"]
    world.core.resume_chat(VENDOR, world.lead().id)
    say(world, "M3", "said after it")
    assert asked_last(world) == ["said after it"]


def test_a_paused_bot_says_who_paused_it_and_keeps_its_session(world: World) -> None:
    before = world.core.bots.get(TENANT, BOT)
    paused = world.core.pause_bot(principal(), BOT)
    assert (paused.paused_by, paused.paused_at, paused.desired) == ("U1", world.core.clock.now(), before.desired)
    assert world.core.pause_bot(principal(user="U2"), BOT) == paused
    say(world, "M2", "said in the pause")
    assert world.texts(Direction.OUT) == ["Answer 1"]
    assert world.core.resume_bot(principal(), BOT).paused_by is None
    say(world, "M3", "said after it")
    assert asked_last(world) == ["said after it"]


def test_what_a_person_does_is_audited_and_told_once(world: World) -> None:
    lead = world.lead().id
    world.core.store.changes.clear()
    for _ in range(2):
        world.core.hand_back(VENDOR, lead)
    assert world.core.store.changes == []
    world.core.take_over(VENDOR, lead)
    world.core.hand_back(VENDOR, lead)
    told = [event for change in world.core.store.changes for event in derive_events(change)]
    assert [(event.type, event.data["chat"]["mode"]) for event in told] == [
        ("chat.turn", "human"),
        ("chat.turn", "bot"),
    ]
    actions = [entry.action for entry in world.core.store.audit[TENANT]]
    assert actions == ["chat.taken_over", "chat.handed_back"]


def test_the_customer_s_messages_are_unread_until_a_person_writes(world: World) -> None:
    say(world, "M2", "one more")
    world.receive("M2", "one more")
    assert world.chat().unread == 2
    world.core.send_message(VENDOR, world.lead().id, "I read it.", None)
    assert world.chat().unread == 0


@pytest.mark.parametrize("name", ["take_over", "hand_back", "pause_chat", "resume_chat"])
def test_others_may_not(world: World, name: str) -> None:
    with pytest.raises(ForbiddenError):
        getattr(world.core, name)(principal(Role.VIEWER), world.lead().id)
    with pytest.raises(NotFoundError):
        getattr(world.core, name)(principal(Role.OWNER, "U9", OTHER_TENANT), world.lead().id)


def test_the_echo_of_our_own_message_in_the_chat_s_other_name_is_nobody_writing_on_the_phone(world: World) -> None:
    world.receive("L1", "Hello", chat=LID)
    world.settle()
    reply = world.messages()[-1]
    world.receive(reply.id, reply.text, chat=LID, from_me=True)
    world.receive(outgoing_message_id(BOT, "another", 0), "unknown here", chat=LID, from_me=True)
    assert world.chat(LID).mode is Mode.BOT
    assert [message.text for message in world.messages(LID)] == ["Hello", "Answer 2"]
    world.receive("3EB0" + "AB12" * 4 + "EF", "from another device", chat=LID, from_me=True)
    assert world.chat(LID).mode is Mode.HUMAN
