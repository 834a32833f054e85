"""What operators are alarmed by, read off changes of state."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.domain.events import Change, Entity
from flotilla.domain.messages import MessageStatus, Stage
from flotilla.domain.sessions import Reason, Session, SessionStatus, new_session
from flotilla.domain.signals import Signals, signals_of
from tests.contract.adapters.samples import World

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORLD = World(SequentialIds(ManualClock()))
WORKING = replace(new_session(WORLD.tenant, WORLD.bot_id, NOW), status=SessionStatus.WORKING, reason=None, fence=3)
REPLY = WORLD.a_reply(status=MessageStatus.SENDING, life=((Stage.TURN, 10_000), (Stage.OUTBOX, 12_000)))


def change(old: Entity | None, new: Entity | None) -> Change:
    return Change("1", NOW, old, new)


def sent(**changes: object) -> Change:
    life = (*REPLY.life, (Stage.SENT, 14_500))
    return change(REPLY, replace(REPLY, status=MessageStatus.SENT, life=life, **changes))  # type: ignore[arg-type]  # Any field.


def test_a_session_that_fails_counts_once() -> None:
    failed = replace(WORKING, status=SessionStatus.FAILED, reason=Reason.LOGGED_OUT)
    assert signals_of([change(WORKING, failed), change(failed, replace(failed, failures=2))]).sessions_failed == 1


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (WORKING, replace(WORKING, fence=4, status=SessionStatus.STARTING), 1),
        (replace(WORKING, status=SessionStatus.STOPPED), replace(WORKING, fence=4), 0),
        (replace(WORKING, status=SessionStatus.FAILED), replace(WORKING, fence=4), 0),
        (WORKING, replace(WORKING, last_proof_at=NOW), 0),
        (replace(WORKING, fence=0), replace(WORKING, fence=1), 0),
    ],
)
def test_only_what_a_holder_did_not_give_back_was_taken_over(before: Session, after: Session, expected: int) -> None:
    assert signals_of([change(before, after)]).takeovers == expected


def test_an_answer_takes_from_when_it_was_due_until_whatsapp_has_it() -> None:
    assert signals_of([sent()]).answers_ms == (4_500,)
    acknowledged = sent().new
    assert signals_of([change(acknowledged, acknowledged)]).answers_ms == ()
    failed = replace(REPLY, status=MessageStatus.FAILED)
    assert signals_of([change(REPLY, failed), change(WORLD.a_message(), WORLD.a_message())]).answers_ms == ()


def test_what_did_not_happen_has_no_metric() -> None:
    assert signals_of([change(None, WORKING), change(WORKING, None)]) == Signals()
    assert Signals().counts == {}
    assert Signals(takeovers=2).counts == {"takeovers": 2}
