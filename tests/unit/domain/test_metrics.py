"""What changes add up to, whatever their order and however often they come."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.adapters.memory.clock import ManualClock
from flotilla.adapters.memory.metrics import MemoryMetrics
from flotilla.adapters.memory.store import Store
from flotilla.domain.chats import new_chat
from flotilla.domain.events import Change, Entity
from flotilla.domain.handover import PHONE_ITSELF, take_over
from flotilla.domain.histograms import WAITS, bucket_of, histogram_of
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, UserId
from flotilla.domain.leads import LeadStatus, new_lead
from flotilla.domain.media import Media
from flotilla.domain.messages import BrainUse, Direction, Message, MessageStatus, Sender
from flotilla.domain.metric_views import counts_view
from flotilla.domain.metrics import KEPT, MOST_DAYS, tallies_of
from flotilla.domain.retention import emptied
from flotilla.domain.selling import close, reopen
from flotilla.domain.sessions import Session, SessionStatus

NOW = datetime(2026, 1, 1, 2, 30, tzinfo=UTC)
RECIFE = ZoneInfo("America/Recife")  # Three hours behind: it is still the old year there.
TENANT, BOT, CHAT = TenantId("T"), BotId("B"), ChatId("5581988887777@c.us")
EVE = date(2025, 12, 31)


def change(new: Entity, old: Entity | None = None, number: int = 1) -> Change:
    return Change(f"change-{number}", NOW, old, new)


def counted(*changes: Change, zone: ZoneInfo = RECIFE) -> dict[date, dict[str, int]]:
    """What changes add up to, through the store that forgets none."""
    metrics = MemoryMetrics(Store(ManualClock()))
    for one in changes:
        metrics.add(TENANT, tallies_of(one, zone))
    found = metrics.list(TENANT, KEPT, date(2100, 1, 1))
    return {one.day: {name: count for name, count in one.counts.items() if count} for one in found}


def a_message(**changes: object) -> Message:
    plain = Message(
        TENANT, BOT, CHAT, MessageId("M"), LeadId("L"), Direction.IN, Sender.CUSTOMER, "text", "Hello",
        MessageStatus.RECEIVED, "1", NOW,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


REPLY = a_message(direction=Direction.OUT, sender=Sender.BOT, status=MessageStatus.QUEUED)
LEAD = new_lead(LeadId("L"), TENANT, BOT, CHAT, None, NOW)
CHAT_OPEN = new_chat(TENANT, BOT, CHAT, LeadId("L"), NOW)


def test_a_day_begins_when_the_workspaces_clocks_say_so() -> None:
    assert counted(change(a_message())) == {EVE: {"messages_in": 1}}
    assert counted(change(a_message()), zone=ZoneInfo("Asia/Tokyo")) == {date(2026, 1, 1): {"messages_in": 1}}


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        (None, a_message(origin="history"), {}),
        (None, a_message(status=MessageStatus.PENDING), {}),
        (a_message(status=MessageStatus.PENDING), a_message(), {"messages_in": 1}),
        (a_message(), a_message(text="edited"), {}),
        (None, REPLY, {"messages_out_bot": 1}),
        (REPLY, replace(REPLY, status=MessageStatus.READ), {}),
        (None, replace(REPLY, sender=Sender.VENDOR), {"messages_out_vendor": 1}),
        (None, replace(REPLY, sender=Sender.PHONE, status=MessageStatus.RECEIVED), {"messages_out_phone": 1}),
        (None, replace(REPLY, ai=BrainUse("offline", 0, 0, 3)), {"messages_out_bot": 1, "replies_offline": 1}),
        (
            None,
            replace(REPLY, ai=BrainUse("deepseek-chat", 900, 80, 1_200, 290)),
            {
                "messages_out_bot": 1, "replies_model": 1, "tokens_in": 900, "tokens_out": 80, "cost_micros": 290,
                "model_ms_3": 1,
            },
        ),
    ],
)  # fmt: skip
def test_messages_count_once_they_can_be_read(old: Message | None, new: Message, counts: dict[str, int]) -> None:
    assert counted(change(new, old)) == ({EVE: counts} if counts else {})


def test_leads_count_on_their_own_days_and_a_reopened_one_has_not_ended() -> None:
    days = [NOW + timedelta(days=n) for n in range(4)]
    qualified = replace(LEAD, status=LeadStatus.QUALIFIED, qualified_at=days[1])
    won = close(qualified, LeadStatus.WON, "A fair price", UserId("U"), days[2])
    again = reopen(won, days[3])
    lost = close(again, LeadStatus.LOST, "Changed their mind", UserId("U"), days[3])
    steps = (None, LEAD, qualified, won, again, lost)
    changes = [change(new, old, n) for n, (old, new) in enumerate(pairwise(steps)) if new is not None]
    assert counted(*changes[:3])[EVE + timedelta(2)] == {"leads_won": 1}
    assert counted(*changes) == {
        EVE: {"leads_created": 1},
        EVE + timedelta(1): {"leads_qualified": 1},
        EVE + timedelta(2): {},
        EVE + timedelta(3): {"leads_lost": 1},
    }


def test_a_wait_counts_for_who_ended_it() -> None:
    waiting = replace(CHAT_OPEN, waiting_since=NOW)
    later = NOW + timedelta(seconds=7)
    by_bot = replace(waiting, waiting_since=None, last_at=later)
    by_phone = take_over(waiting, PHONE_ITSELF, later, "2", back_after=None)
    slot = bucket_of("answer", WAITS, 7).removeprefix("answer_")
    assert counted(change(by_bot, waiting)) == {EVE: {f"answer_bot_{slot}": 1}}
    assert counted(change(by_phone, waiting)) == {EVE: {f"answer_person_{slot}": 1, "handovers": 1}}
    assert counted(change(waiting, CHAT_OPEN)) == {}


def test_a_handover_counts_when_the_bot_loses_the_chat_and_not_when_a_person_goes_on() -> None:
    minute = timedelta(minutes=1)
    taken = take_over(CHAT_OPEN, "U1", NOW, back_after=minute)
    other = take_over(taken, "U2", NOW + minute / 2, back_after=minute)
    after_the_timer = take_over(taken, "U1", NOW + 2 * minute, back_after=minute)
    assert counted(change(taken, CHAT_OPEN)) == {EVE: {"handovers": 1}}
    assert counted(change(other, taken)) == {}
    assert counted(change(after_the_timer, taken)) == {EVE: {"handovers": 1}}


def a_session(status: SessionStatus, since: datetime) -> Session:
    return Session(TENANT, BOT, status, None, since, 1)


def test_time_of_work_is_split_at_midnight_of_the_workspace() -> None:
    worked = a_session(SessionStatus.WORKING, NOW)
    ended = a_session(SessionStatus.STARTING, NOW + timedelta(hours=26))
    assert counted(change(ended, worked)) == {
        EVE: {"uptime_seconds": 1_800},
        EVE + timedelta(1): {"uptime_seconds": 86_400},
        EVE + timedelta(2): {"uptime_seconds": 5_400},
    }
    assert counted(change(worked, a_session(SessionStatus.STARTING, NOW))) == {}
    assert counted(change(replace(worked, phone="5581"), worked)) == {}


def test_a_day_of_summer_time_has_as_many_seconds_as_pass() -> None:
    zone = ZoneInfo("Europe/Lisbon")
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    ended = change(a_session(SessionStatus.FAILED, start + timedelta(days=3)), a_session(SessionStatus.WORKING, start))
    assert counted(ended, zone=zone)[date(2026, 3, 29)] == {"uptime_seconds": 23 * 3_600}


def test_a_long_run_comes_in_parts_that_can_be_written() -> None:
    ended = change(a_session(SessionStatus.FAILED, NOW + timedelta(days=1_000)), a_session(SessionStatus.WORKING, NOW))
    tallies = tallies_of(ended, RECIFE)
    assert len({one.change for one in tallies}) == len(tallies)
    assert max(len(one.days) for one in tallies) == MOST_DAYS
    assert sum(counts["uptime_seconds"] for one in tallies for counts in one.days.values()) == 400 * 86_400


_WAITED = replace(CHAT_OPEN, waiting_since=NOW)
_SOME = (
    change(a_message(), None, 1),
    change(a_message(id=MessageId("M2"), created_at=NOW + timedelta(days=1)), None, 2),
    change(replace(REPLY, ai=BrainUse("deepseek-chat", 10, 5, 900, 7)), None, 3),
    change(LEAD, None, 4),
    change(close(LEAD, LeadStatus.WON, "x", UserId("U"), NOW), LEAD, 5),
    change(LEAD, close(LEAD, LeadStatus.WON, "x", UserId("U"), NOW), 6),
    change(replace(_WAITED, waiting_since=None, last_at=NOW + timedelta(seconds=3)), _WAITED, 7),
    change(take_over(CHAT_OPEN, "U", NOW, back_after=None), CHAT_OPEN, 8),
    change(a_session(SessionStatus.FAILED, NOW + timedelta(hours=30)), a_session(SessionStatus.WORKING, NOW), 9),
)


@given(st.lists(st.lists(st.sampled_from(_SOME), max_size=6), max_size=8))
def test_any_redelivery_in_any_order_and_batch_gives_the_same_counts(batches: list[list[Change]]) -> None:
    metrics = MemoryMetrics(Store(ManualClock()))
    for batch in (*batches, list(reversed(_SOME))):
        metrics.add(TENANT, [one for each in batch for one in tallies_of(each, RECIFE)])
    found = {one.day: one.counts for one in metrics.list(TENANT, date(2000, 1, 1), date(2100, 1, 1))}
    expected: dict[date, Counter[str]] = {}
    for each in _SOME:
        for tally in tallies_of(each, RECIFE):
            for day, counts in tally.days.items():
                expected.setdefault(day, Counter()).update(counts)
    assert found == {day: dict(counts) for day, counts in expected.items()}


def test_quantiles_are_read_from_the_buckets() -> None:
    counts = Counter(bucket_of("w", WAITS, seconds) for seconds in (1, 1, 2, 4, 4, 4, 4, 5, 9, 10_000_000))
    histogram = histogram_of("w", WAITS, counts)
    assert histogram.count == 10
    assert histogram.quantile(0.5) == pytest.approx(3 + 2 * 2 / 5)
    assert histogram.quantile(0.9) == 12
    assert histogram.quantile(1) == WAITS[-1]
    assert histogram_of("w", WAITS, {}).quantile(0.5) is None


def test_shares_of_nothing_are_null() -> None:
    view = counts_view({})
    assert view["leads"]["conversion"] is None
    assert view["answers"]["bot"]["median_seconds"] is None
    assert counts_view({"leads_created": 3, "leads_won": 1})["leads"]["conversion"] == 0.3333


FILE = Media("image/jpeg", 900, f"bots/{BOT}/media/chat/M")


def test_a_file_counts_once_it_is_there_and_no_longer_when_it_is_gone() -> None:
    told = a_message(type="image", media=Media("image/jpeg", 900))
    there = replace(told, media=FILE)
    came = [change(told), change(there, told, 2)]
    assert counted(*came)[KEPT] == {"stored_bytes": 900}
    assert counted(*came)[EVE] == {"messages_in": 1, "media_bytes": 900}
    assert counted(*came, change(emptied(there), there, 3))[KEPT] == {}
    assert counted(*came, change(replace(there, status=MessageStatus.READ), there, 3))[KEPT] == {"stored_bytes": 900}


def test_a_file_of_before_a_link_takes_room_and_is_none_of_this_months() -> None:
    assert counted(change(a_message(type="image", media=FILE, origin="history"))) == {KEPT: {"stored_bytes": 900}}


def test_a_bots_own_picture_takes_no_room_for_each_message_that_shows_it() -> None:
    shown = replace(REPLY, type="image", media=Media("image/jpeg", 900, f"bots/{BOT}/pictures/P/picture.jpg"))
    assert KEPT not in counted(change(shown))


def test_a_file_goes_over_to_the_message_that_tries_again() -> None:
    failed = replace(REPLY, type="image", media=FILE, status=MessageStatus.FAILED)
    again = replace(failed, id=MessageId("M2"), status=MessageStatus.QUEUED)
    given = replace(failed, retried_as=again.id)
    assert counted(change(failed), change(again, None, 2), change(given, failed, 3))[KEPT] == {"stored_bytes": 900}


def test_what_moves_to_the_chat_of_another_address_is_counted_no_second_time() -> None:
    moved = a_message(type="image", media=FILE, moved_from=ChatId("1@lid"))
    assert counted(change(moved)) == {}
