from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.domain.governor import Caps, Hold, Occasion, Rules, Tally, hold, occasion_of, pauses
from flotilla.domain.ids import TurnId
from flotilla.domain.messages import DelayReason, Message, MessageStatus, Sender
from tests.contract.adapters.samples import NOW, World

RULES = Rules()
SEASONED = NOW - timedelta(days=100)
FULL = Tally(hour=10_000, day=10_000, first_contacts=10_000)


@pytest.fixture
def world() -> World:
    return World(SequentialIds(ManualClock()))


def held(
    occasion: Occasion, tally: Tally, linked_at: datetime | None = SEASONED, next_first: datetime | None = None
) -> Hold | None:
    return hold(RULES, occasion, tally, linked_at=linked_at, next_first_contact=next_first, now=NOW)


def vendors(world: World) -> Message:
    return world.a_reply(sender=Sender.VENDOR)


def test_a_reply_is_what_the_customer_waits_for(world: World) -> None:
    asked = world.a_message(created_at=NOW - timedelta(hours=23))
    assert occasion_of(vendors(world), [asked], NOW) is Occasion.REPLY
    assert occasion_of(world.a_reply(turn=TurnId("T")), [], NOW) is Occasion.REPLY


def test_who_once_wrote_or_got_something_is_no_stranger(world: World) -> None:
    long_ago = world.a_message(created_at=NOW - timedelta(days=3))
    reached = world.a_reply(status=MessageStatus.READ)
    assert occasion_of(vendors(world), [long_ago], NOW) is Occasion.FOLLOW_UP
    assert occasion_of(vendors(world), [reached], NOW) is Occasion.FOLLOW_UP


def test_a_stranger_is_one_who_never_wrote_and_got_nothing(world: World) -> None:
    message = vendors(world)
    failed = world.a_reply(status=MessageStatus.FAILED)
    waiting = world.a_reply()
    assert occasion_of(message, [failed, waiting, message], NOW) is Occasion.FIRST_CONTACT
    assert occasion_of(replace(message, status=MessageStatus.SENT), [message], NOW) is Occasion.FIRST_CONTACT


def test_a_reply_is_never_held() -> None:
    assert held(Occasion.REPLY, FULL, linked_at=NOW, next_first=NOW + timedelta(hours=1)) is None


def test_what_nobody_asked_for_waits_for_the_next_hour_or_day() -> None:
    next_day = NOW.replace(hour=0) + timedelta(days=1)
    assert held(Occasion.FOLLOW_UP, Tally(80, 80)) == Hold(DelayReason.HOURLY_LIMIT, NOW + timedelta(hours=1))
    assert held(Occasion.FOLLOW_UP, Tally(0, 500)) == Hold(DelayReason.DAILY_LIMIT, next_day)
    assert held(Occasion.FIRST_CONTACT, Tally(0, 50, 50)) == Hold(DelayReason.NEW_CONTACTS, next_day)
    assert held(Occasion.FOLLOW_UP, Tally(0, 50, 50)) is None
    assert held(Occasion.FOLLOW_UP, Tally(79, 499, 50)) is None


def test_strangers_are_written_to_one_by_one() -> None:
    soon = NOW + timedelta(seconds=40)
    assert held(Occasion.FIRST_CONTACT, Tally(), next_first=soon) == Hold(DelayReason.NEW_CONTACT_GAP, soon)
    assert held(Occasion.FIRST_CONTACT, Tally(), next_first=NOW) is None


def test_the_caps_grow_with_the_age_of_the_link() -> None:
    ages = [None, *(NOW - timedelta(days=days) for days in (0, 2, 3, 8, 14, 400))]
    caps = [RULES.caps_at(linked_at, NOW) for linked_at in ages]
    assert caps[0] == caps[1] == caps[2] == Caps(5, 20, 50)
    assert caps[3].first_contacts == 10
    assert caps[4].first_contacts == 20
    assert caps[5] == caps[6] == Caps(50, 80, 500)


@given(
    length=st.integers(0, 4096),
    since=st.none() | st.floats(-30, 3600).map(lambda seconds: timedelta(seconds=seconds)),
    chance=st.floats(0, 1),
)
def test_pauses_are_bounded_and_keep_the_gap(length: int, since: timedelta | None, chance: float) -> None:
    planned = pauses(RULES, length, since, chance)
    assert planned[-1].reason is DelayReason.TYPING
    assert 500 <= planned[-1].ms <= 4000
    total = timedelta(milliseconds=sum(delay.ms for delay in planned) + 1)
    if since is None:
        assert len(planned) == 1
    else:
        assert since + total >= RULES.gap + RULES.jitter * chance
        assert total <= max(RULES.longest_typing, RULES.gap + RULES.jitter - since) + timedelta(milliseconds=1)


def test_the_longer_the_text_the_longer_the_typing() -> None:
    assert [pauses(RULES, length, None, 0)[0].ms for length in (1, 50, 100, 4096)] == [500, 1500, 3000, 4000]
