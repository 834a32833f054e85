"""The queue functions: what fails comes again, what follows it in its chat waits, and nothing is swallowed."""

import json
from dataclasses import replace

import pytest
from chalice.local import LambdaContext

from chalicelib.queues import LEAST_MS
from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.adapters.sqs.wire import group_id, write_inbound, write_turn
from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import ChatId, MessageId, TurnId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from tests.api.conftest import Log
from tests.api.lambdas import failed, invoke, sqs_event
from tests.api.test_failures import break_service
from tests.api.world import World


def inbound(world: World, number: int, chat: str = "5581988880000@c.us", text: str = "Hello") -> Inbound:
    return Inbound(
        tenant=world.own.tenant.id,
        bot=world.own.bot.id,
        chat=ChatId(chat),
        id=MessageId(f"3EB{number:019d}"),
        kind=InboundKind.MESSAGE,
        origin=Origin.LIVE,
        from_me=False,
        type="text",
        text=text,
        sent_at=1767268800 + number,
        seen_ms=1767268800000 + number * 1000,
    )


def entry(event: Inbound) -> tuple[str, str]:
    return group_id(event), write_inbound(event)


def texts(world: World, chat: str) -> list[str | None]:
    own = world.own
    stored = world.services.conversations.list_messages(own.tenant.id, own.bot.id, ChatId(chat))
    return [message.text for message in stored.items]


@pytest.mark.parametrize("function", ["receive", "history"])
def test_what_runners_report_is_stored_once(world: World, function: str) -> None:
    event = inbound(world, 1)
    batch = sqs_event(entry(event), entry(event))
    assert failed(invoke(function, batch)) == []
    assert failed(invoke(function, batch)) == []
    assert texts(world, event.chat) == ["Hello"]


def test_an_entry_that_cannot_be_read_goes_to_the_dead_letters(world: World, log: Log) -> None:
    good = entry(inbound(world, 1))
    batch = sqs_event(("g1", "{not json"), ("g2", "{}"), good, ("g3", json.dumps({"text": "private words"})))
    assert failed(invoke("receive", batch)) == ["entry-0", "entry-1", "entry-3"]
    assert texts(world, "5581988880000@c.us") == ["Hello"]
    lines = log()
    assert [line["entry"] for line in lines if line["message"] == "receive failed"] == ["entry-0", "entry-1", "entry-3"]
    assert lines[-1].items() >= {"message": "receive", "records": 4, "failed": 3}.items()
    assert "private words" not in json.dumps(lines)


def test_a_failure_holds_back_its_own_chat_and_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = inbound(world, 1, text="first")
    second = replace(inbound(world, 2), text="second")
    other = inbound(world, 3, chat="5581977770000@c.us", text="other")
    real = world.services.receive_message

    def fail_first(event: Inbound) -> None:
        if event.id == first.id:
            raise ConflictError("Somebody was faster.")
        real(event)

    monkeypatch.setattr(world.services, "receive_message", fail_first)
    answer = invoke("receive", sqs_event(entry(first), entry(second), entry(other)))
    assert failed(answer) == ["entry-0", "entry-1"]
    assert texts(world, other.chat) == ["other"]
    monkeypatch.undo()


def test_a_batch_that_fails_as_a_whole_is_reported_entry_by_entry(
    world: World, monkeypatch: pytest.MonkeyPatch, log: Log
) -> None:
    break_service(monkeypatch, world, "receive_message", RuntimeError("bug"))
    answer = invoke("receive", sqs_event(entry(inbound(world, 1)), entry(inbound(world, 2, chat="1@c.us"))))
    assert failed(answer) == ["entry-0", "entry-1"]
    assert [line["code"] for line in log() if line["message"] == "receive failed"] == ["internal", "internal"]


def test_what_there_is_no_time_for_comes_again_and_what_is_done_does_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = inbound(world, 1, text="first"), inbound(world, 2, chat="1@c.us", text="second")
    left = iter([LEAST_MS, LEAST_MS - 1])
    monkeypatch.setattr(LambdaContext, "get_remaining_time_in_millis", lambda _: next(left))
    assert failed(invoke("receive", sqs_event(entry(first), entry(second)))) == ["entry-1"]
    assert (texts(world, first.chat), texts(world, second.chat)) == (["first"], [])


def test_a_turn_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[TurnRef] = []
    ref = TurnRef(world.own.tenant.id, world.own.bot.id, ChatId("1@c.us"), TurnId("turn-1"), "order-1")
    monkeypatch.setattr(world.services, "answer_turn", seen.append)
    answer = invoke("answer", sqs_event(("", write_turn(ref)), ("", "rubbish"), queue="turns"))
    assert seen == [ref]
    assert failed(answer) == ["entry-1"]


def test_a_message_on_one_queue_makes_an_answer_due_on_the_other(world: World) -> None:
    event = inbound(world, 1, text="Hi, I'm Sample Person")
    invoke("receive", sqs_event(entry(event)))
    world.services.clock.advance(seconds=5)
    (turn,) = [turn for turn in world.services.turn_queue.take_due() if turn.chat == event.chat]
    # A brain without an answer: the turn has to come again, and the chat waits for it.
    world.services.__dict__["brain"] = ScriptedBrain()
    assert failed(invoke("answer", sqs_event(("", write_turn(turn)), queue="turns"))) == ["entry-0"]
    chat = world.services.conversations.find_chat(turn.tenant, turn.bot, turn.chat)
    assert chat is not None
    assert chat.turn is not None
