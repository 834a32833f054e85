"""What a runner saw is stored once, and answered when it should be."""

from datetime import timedelta

from flotilla.domain.chats import Mode
from flotilla.domain.ids import ChatId
from flotilla.domain.inbound import InboundKind, Origin
from flotilla.domain.messages import Direction, MessageStatus, Sender, Stage
from tests.unit.services.world import BOT, CHAT, TENANT, World, principal


def test_a_first_message_makes_chat_lead_and_turn() -> None:
    world = World()
    world.receive("M1", "Hello", push_name="Ana")
    chat, lead = world.chat(), world.lead()
    assert chat.mode is Mode.BOT
    assert chat.turn is not None
    assert lead.push_name == "Ana"
    assert [stage for stage, _ in world.messages()[0].life] == [Stage.PAGE, Stage.RECEIVE, Stage.STORED]


def test_groups_status_and_channels_are_ignored() -> None:
    world = World()
    for chat in ("123-456@g.us", "status@broadcast", "1234@newsletter"):
        world.receive("M1", "Hello", chat=ChatId(chat))
    assert not world.core.store.messages
    assert not world.core.turn_queue.entries


def test_a_burst_is_answered_once_after_its_last_message() -> None:
    world = World()
    for count in range(3):
        world.receive(f"M{count}", f"part {count}")
        world.core.clock.advance(seconds=1)
    world.answer_due()
    assert world.texts(Direction.OUT) == []
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]
    [request] = world.brain.requests  # type: ignore[attr-defined]
    assert [message.text for message in request.unanswered] == ["part 0", "part 1", "part 2"]


def test_questions_and_their_answer_carry_the_same_turn() -> None:
    world = World()
    world.receive("M1", "Hello")
    world.receive("M2", "Are you there?")
    world.settle()
    world.receive("M3", "Thanks")
    world.settle()
    turns = [message.turn for message in world.messages()]
    assert None not in turns
    assert turns == [turns[0]] * 3 + [turns[3]] * 2
    assert turns[0] != turns[3]


def test_somebody_who_never_stops_writing_waits_no_longer_than_the_limit() -> None:
    world = World()
    for count in range(20):
        world.receive(f"M{count}", "more")
        world.core.clock.advance(seconds=1)
        world.answer_due()
    assert world.texts(Direction.OUT) == ["Answer 1"]


def test_a_placeholder_is_stored_and_answered_only_once_it_is_readable() -> None:
    world = World()
    world.receive("M1", None, type="ciphertext", version=0)
    assert world.messages()[0].status is MessageStatus.PENDING
    world.settle()
    assert world.texts(Direction.OUT) == []
    order = world.messages()[0].order
    world.core.clock.advance(timedelta(seconds=20))
    world.receive("M1", "Hello", version=1)
    [message] = world.messages()
    assert (message.text, message.status, message.order) == ("Hello", MessageStatus.RECEIVED, order)
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]


def test_what_was_taken_back_before_it_was_seen_is_known_of_and_answered_by_nobody() -> None:
    world = World()
    world.receive("M1", None, type="revoked", origin=Origin.REPLAYED)
    world.settle()
    assert [message.type for message in world.messages()] == ["revoked"]
    assert world.chat().turn is None


def test_what_is_taken_back_before_its_answer_is_not_answered() -> None:
    world = World()
    world.receive("M1", "Forget it")
    world.receive("M1", None, kind=InboundKind.REVOKED, version=2)
    world.settle()
    assert world.texts(Direction.OUT) == []
    assert world.chat().turn is None
    world.receive("M2", "Never mind. Are you open?")
    world.receive("M3", "Oops")
    world.receive("M3", None, kind=InboundKind.REVOKED, version=2)
    world.settle()
    [request] = world.brain.requests  # type: ignore[attr-defined]
    assert [message.text for message in request.history] == ["Never mind. Are you open?"]


def test_history_is_stored_and_not_answered() -> None:
    world = World()
    world.receive("M1", "an old question", origin=Origin.HISTORY)
    world.receive("M2", "an old answer", origin=Origin.HISTORY, from_me=True)
    world.settle()
    assert [message.text for message in world.messages()] == ["an old question", "an old answer"]
    assert world.chat().mode is Mode.BOT
    assert world.chat().turn is None


def test_a_message_after_a_gap_is_answered() -> None:
    world = World()
    world.receive("M1", "Anybody there?", origin=Origin.REPLAYED)
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]


def test_a_message_written_on_the_phone_itself_silences_the_bot() -> None:
    world = World()
    world.receive("M1", "Hello")
    world.receive("P1", "I'll take this one.", from_me=True)
    world.settle()
    assert world.chat().mode is Mode.HUMAN
    assert world.texts(Direction.OUT) == ["I'll take this one."]
    phone = world.messages()[-1]
    assert (phone.sender, phone.status) == (Sender.PHONE, MessageStatus.RECEIVED)
    world.core.clock.advance(seconds=60)
    world.receive("M2", "Thanks")
    assert world.chat().turn is None


def test_the_echo_of_our_own_message_is_nothing_new() -> None:
    world = World()
    world.receive("M1", "Hello")
    world.settle()
    reply = world.messages()[-1]
    world.receive(reply.id, reply.text, from_me=True)
    assert world.chat().mode is Mode.BOT
    assert len(world.messages()) == 2


def test_a_late_message_from_before_is_still_answered() -> None:
    world = World()
    before = world.inbound("M0", "I forgot to say")
    world.core.clock.advance(seconds=30)
    world.receive("M1", "Hello")
    world.settle()
    world.core.receive_message(before)
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1", "Answer 2"]
    last = world.brain.requests[-1]  # type: ignore[attr-defined]
    assert [message.id for message in last.unanswered] == ["M0"]
    assert last.history[-1].id == "M0"


def test_edits_and_revocations_change_what_is_stored_and_open_no_turn() -> None:
    world = World()
    world.receive("M1", "Helo")
    world.settle()
    world.receive("M1", "Hello", kind=InboundKind.EDITED, version=2)
    assert world.messages()[0].text == "Hello"
    world.receive("M1", None, kind=InboundKind.REVOKED, version=3)
    assert (world.messages()[0].text, world.messages()[0].type) == (None, "revoked")
    world.receive("unknown", "x", kind=InboundKind.EDITED)
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]


def test_a_message_for_a_deleted_bot_is_dropped() -> None:
    world = World()
    world.core.delete_bot(principal(), BOT)
    world.receive("M1", "Hello")
    assert world.core.conversations.find_chat(TENANT, BOT, CHAT) is None
