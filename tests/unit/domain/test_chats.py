"""Turns, whatever the order in which people write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.chats import (
    MAX_ASKED,
    MAX_BURST,
    Chat,
    Mode,
    answered,
    bot_reply,
    claim,
    hear,
    new_chat,
    split_at_turn,
)
from flotilla.domain.handover import as_of, hand_back, pause_chat, resume_chat, take_over
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, TurnId
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, order_key

START = datetime(2026, 1, 1, tzinfo=UTC)
FRESH = new_chat(TenantId("T"), BotId("B"), ChatId("1@c.us"), LeadId("L"), START)
SECONDS = st.integers(min_value=0, max_value=120)
KINDS = st.sampled_from(["hear", "take", "back", "time", "pause", "resume", "claim", "answer"])
STEPS = st.lists(st.tuples(KINDS, SECONDS, SECONDS), max_size=40)


def message(name: str, second: int, direction: Direction = Direction.IN) -> Message:
    message_id = MessageId(name)
    return Message(
        tenant=FRESH.tenant,
        bot=FRESH.bot,
        chat=FRESH.id,
        id=message_id,
        lead=FRESH.lead,
        direction=direction,
        sender=Sender.CUSTOMER if direction is Direction.IN else Sender.PHONE,
        type="text",
        text=name,
        status=MessageStatus.RECEIVED,
        order=order_key(1_767_225_600 + second, 0, message_id),
        created_at=START + timedelta(seconds=second),
    )


def step(chat: Chat, kind: str, number: int, second: int, window: timedelta, now: datetime) -> Chat:
    steps: dict[str, Callable[[], Chat]] = {
        "hear": lambda: hear(chat, message(f"M{number:03}", second), turn=TurnId(f"T{number}"), window=window, now=now),
        "take": lambda: take_over(chat, "U1", now, back_after=timedelta(seconds=90)),
        "back": lambda: hand_back(chat, "U1", now),
        "time": lambda: as_of(chat, now),
        "pause": lambda: pause_chat(chat, "U1", now),
        "resume": lambda: resume_chat(chat),
        "claim": lambda: claim(chat, now) if chat.turn is not None else chat,
        "answer": lambda: answered(chat, None, ("name",)),
    }
    return steps[kind]()


@given(STEPS, st.integers(min_value=0, max_value=60_000))
def test_a_turn_is_open_only_while_the_bot_answers_and_covers_all_that_was_heard(
    steps: list[tuple[str, int, int]], window_ms: int
) -> None:
    chat, now, window = FRESH, START, timedelta(milliseconds=window_ms)
    heard: list[str] = []
    for number, (kind, second, passed) in enumerate(steps):
        now += timedelta(seconds=passed)
        before, chat = chat, step(chat, kind, number, second, window, now)
        heard = [] if chat.turn is None else heard
        said = message(f"M{number:03}", second).order
        # What people of the business may have answered, heard late, opens no turn and changes none.
        if chat.turn is not None and kind == "hear" and said > (chat.answer_after or ""):
            heard.append(said)
            assert chat.turn.claimed_until is None
        assert chat.turn is None or chat.answers
        assert (chat.human_by is None) == (chat.mode is Mode.BOT)
        assert chat.turn is None or chat.turn.upto > (chat.answer_after or "")
        assert (chat.last_order or "") >= (before.last_order or "")
        if chat.turn is not None:
            assert chat.turn.upto == max(heard)
            assert chat.turn.due_at <= chat.turn.opened_at + max(MAX_BURST, window)
        assert len(chat.asked) <= MAX_ASKED


@given(st.lists(SECONDS, min_size=1, max_size=20))
def test_the_turn_keeps_its_id_until_it_is_answered(seconds: list[int]) -> None:
    chat = FRESH
    for number, second in enumerate(seconds):
        chat = step(chat, "hear", number, second, timedelta(seconds=1), START)
    assert chat.turn is not None
    assert chat.turn.id == "T0"
    assert answered(chat, "pt", ()).turn is None


@given(SECONDS)
def test_a_claim_can_be_recognised_after_it_was_stored_in_milliseconds(second: int) -> None:
    chat = step(FRESH, "hear", 0, 0, timedelta(0), START)
    claimed = claim(chat, START + timedelta(seconds=second, microseconds=123_456))
    assert claimed.turn is not None
    assert claimed.turn.claimed_until is not None
    assert claimed.turn.claimed_until.microsecond % 1000 == 0


@given(st.lists(st.tuples(st.booleans(), SECONDS), max_size=20), SECONDS)
def test_the_split_loses_nothing_and_answers_only_the_customer(said: list[tuple[bool, int]], upto: int) -> None:
    history = tuple(
        sorted(
            (message(f"M{n}", s, Direction.IN if inward else Direction.OUT) for n, (inward, s) in enumerate(said)),
            key=lambda one: one.order,
        )
    )
    limit = order_key(1_767_225_600 + upto, 999_999, MessageId("~"))
    before, unanswered = split_at_turn(history, limit)
    assert sorted((*before, *unanswered), key=lambda one: one.order) == list(history)
    assert all(one.direction is Direction.IN and one.order <= limit for one in unanswered)
    last = [one for one in history if one.order <= limit]
    assert bool(unanswered) == bool(last and last[-1].direction is Direction.IN)


def test_a_reply_comes_after_everything_even_if_whatsapp_s_clock_is_ahead() -> None:
    chat = step(FRESH, "hear", 0, 3600, timedelta(0), START)
    reply = bot_reply(chat, MessageId("R"), "Hello", START)
    assert chat.last_order is not None
    assert reply.order > chat.last_order
    assert replace(chat, turn=None).turn is None


def test_a_reply_says_which_message_it_goes_back_to() -> None:
    chat = FRESH
    for number in (1, 2):
        written = message(f"M{number}", number)
        chat = hear(chat, written, turn=TurnId("T"), window=timedelta(seconds=1), now=written.created_at)
    reply = bot_reply(chat, MessageId("R"), "Hello", START + timedelta(seconds=3))
    assert reply.correlation == message("M1", 1).correlation == "M1"
