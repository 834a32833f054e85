"""An answer is made once, for all that was said, and only while nobody else has spoken."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.domain.bots import Answering
from flotilla.domain.chats import CLAIM_LIFETIME, Mode
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import outgoing_message_id
from flotilla.domain.leads import FieldValue, LeadStatus, Source
from flotilla.domain.messages import Direction, MessageStatus, Stage
from flotilla.ports.brain import BrainAnswer, BrainRequest
from tests.unit.services.world import BOT, HELLO, TENANT, World, offline_world, principal


class Interrupted:
    """A brain during whose thinking something happens."""

    def __init__(self, meanwhile: Callable[[], None], *replies: str) -> None:
        self.meanwhile = meanwhile
        self.replies = list(replies)
        self.calls = 0

    def answer(self, request: BrainRequest) -> BrainAnswer:
        self.calls += 1
        if self.calls == 1:
            self.meanwhile()
        return BrainAnswer(self.replies.pop(0))


def test_the_reply_is_queued_with_an_id_that_a_repeated_turn_repeats() -> None:
    world = World()
    world.receive("M1", "Hello")
    turn = world.chat().turn
    assert turn is not None
    world.settle()
    reply = world.messages()[-1]
    assert reply.id == outgoing_message_id(BOT, turn.id, 0)
    assert reply.status is MessageStatus.QUEUED
    assert reply.order > world.messages()[0].order
    assert [stage for stage, _ in reply.life] == [Stage.TURN, Stage.ANSWER, Stage.BRAIN, Stage.OUTBOX]
    assert (TENANT, BOT) in world.core.doorbell.rings


def test_an_entry_that_comes_early_is_put_back() -> None:
    world = World()
    world.receive("M1", "Hello")
    [(due, ref)] = world.core.turn_queue.entries
    world.core.turn_queue.entries.clear()
    world.core.answer_turn(ref)
    assert world.core.turn_queue.entries == [(due, ref)]


def test_a_message_that_comes_while_the_brain_thinks_is_answered_together_with_the_first() -> None:
    world = World()
    brain = Interrupted(lambda: world.receive("M2", "and another thing"), "too early", "both")
    world.core.__dict__["brain"] = brain
    world.receive("M1", "Hello")
    world.settle()
    assert world.texts(Direction.OUT) == ["both"]


def test_an_older_message_that_comes_late_while_the_brain_thinks_voids_the_answer_too() -> None:
    world = World()
    old = world.inbound("M0", "before")
    world.core.clock.advance(seconds=5)
    brain = Interrupted(lambda: world.core.receive_message(old), "too early", "both")
    world.core.__dict__["brain"] = brain
    world.receive("M1", "Hello")
    world.settle()
    assert world.texts(Direction.OUT) == ["both"]


@pytest.mark.parametrize("how", ["panel", "phone"])
def test_an_answer_is_thrown_away_when_a_person_steps_in_meanwhile(how: str) -> None:
    world = World()

    def step_in() -> None:
        if how == "phone":
            world.receive("P1", "I take this", from_me=True)
        else:
            world.core.send_message(principal(), world.lead().id, "I take this", None)

    world.core.__dict__["brain"] = Interrupted(step_in, "never sent")
    world.receive("M1", "Hello")
    world.settle()
    assert world.texts(Direction.OUT) == ["I take this"]
    assert world.chat().mode is Mode.HUMAN


def test_a_correction_by_a_person_meanwhile_is_kept_and_the_answer_still_sent() -> None:
    world = World()
    found = FieldValue("Bea", Source.AI, 0.9, world.core.clock.now())

    class Correcting:
        def answer(self, request: BrainRequest) -> BrainAnswer:
            world.core.update_lead(principal(), request.lead.id, {"name": "Ana"})
            return BrainAnswer("Hello", {"name": found})

    world.core.__dict__["brain"] = Correcting()
    world.receive("M1", "Hello")
    world.settle()
    assert world.texts(Direction.OUT) == ["Hello"]
    assert world.lead().fields["name"].value == "Ana"


def test_two_workers_with_the_same_entry_answer_once() -> None:
    world = World()
    world.receive("M1", "Hello")
    [(_, ref)] = world.core.turn_queue.entries
    brain = Interrupted(lambda: world.core.answer_turn(ref), "once", "twice")
    world.core.__dict__["brain"] = brain
    world.core.clock.advance(seconds=2)
    world.answer_due()
    world.core.clock.advance(CLAIM_LIFETIME)
    world.settle()
    assert world.texts(Direction.OUT) == ["once"]
    assert brain.calls == 1


def test_a_claim_whose_worker_died_is_taken_over_when_it_expires() -> None:
    world = World(brain=ScriptedBrain(UnavailableError("died"), BrainAnswer("later")))
    world.receive("M1", "Hello")
    [(_, ref)] = world.core.turn_queue.entries
    world.core.clock.advance(seconds=2)
    world.core.turn_queue.take_due()
    with pytest.raises(UnavailableError):
        world.core.answer_turn(ref)
    world.core.answer_turn(ref)
    assert world.texts(Direction.OUT) == []
    world.core.clock.advance(CLAIM_LIFETIME)
    world.settle()
    assert world.texts(Direction.OUT) == ["later"]


def test_a_paused_bot_stores_and_does_not_answer_even_after_it_resumes() -> None:
    world = World()
    world.core.update_bot(principal(), BOT, {"answering": "paused"})
    world.receive("M1", "Hello")
    world.settle()
    assert world.chat().turn is None
    world.core.update_bot(principal(), BOT, {"answering": Answering.ON})
    world.settle()
    assert [message.text for message in world.messages()] == ["Hello"]


def test_a_customer_who_asks_for_a_person_is_left_to_people() -> None:
    world = offline_world()
    world.receive("M1", "quero falar com um atendente")
    world.settle()
    assert len(world.texts(Direction.OUT)) == 1
    assert world.chat().mode is Mode.HUMAN
    assert world.chat().human_by == "customer"


def test_the_sample_message_qualifies_the_lead_at_once() -> None:
    world = offline_world()
    world.receive("M1", HELLO)
    world.settle()
    lead = world.lead()
    assert lead.status is LeadStatus.QUALIFIED
    assert {name: value.value for name, value in lead.fields.items()} == {
        "name": "Ana Souza",
        "email": "ana@example.com",
        "location": "Recife",
        "phone": "+5581999991234",
    }
    assert all(value.message == "M1" and value.quote in HELLO for value in lead.fields.values() if value.quote)


def test_a_whole_conversation_asks_for_one_field_at_a_time() -> None:
    world = offline_world()
    for count, text in enumerate(["oi", "Ana Souza", "ana arroba exemplo ponto com", "Recife", "esse mesmo"]):
        world.receive(f"M{count}", text)
        world.settle()
        world.core.clock.advance(seconds=30)
    assert world.chat().asked == ("name", "email", "location", "phone")
    assert world.chat().language == "pt"
    assert world.lead().status is LeadStatus.QUALIFIED
    assert world.lead().fields["phone"].value == "+5581988887777"


def test_a_turn_whose_message_is_not_stored_yet_waits_for_it() -> None:
    world = World()
    world.receive("M1", "Hello")
    stored = world.core.store.messages[TENANT, BOT, world.chat().id].popitem()
    world.core.clock.advance(seconds=2)
    world.answer_due()
    assert world.texts(Direction.OUT) == []
    world.core.store.messages[TENANT, BOT, world.chat().id][stored[0]] = replace(stored[1])
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]
