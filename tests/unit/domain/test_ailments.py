"""What a probe's numbers mean."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flotilla.domain.ailments import TOLERANCE, Sends, ailment_of, needs_echo, too_quiet, treatments_since
from flotilla.domain.health import Health, Load, Losses, Vitals, describe
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.session_machine import fail, reload
from flotilla.domain.sessions import Reason, new_session

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def health(vitals: Vitals | None = None, load: Load | None = None, echoes_lost: int = 0) -> Health:
    return Health(NOW, "CONNECTED", "MAIN", "NORMAL", 3, vitals or Vitals(), load or Load(), echoes_lost)


@pytest.mark.parametrize(
    ("probe", "ailment"),
    [
        (health(), None),
        (health(Vitals(lag_ms=60_000)), None),
        (health(Vitals(tick_age_ms=14_999)), None),
        (health(Vitals(tick_age_ms=15_000)), Reason.PAGE_STUCK),
        (health(load=Load(waiting=100, unacked=5, unacked_ms=600_000)), None),
        (health(echoes_lost=1), None),
        (health(echoes_lost=2), Reason.PAGE_DEAF),
        (health(Vitals(event_age_ms=10 * 3_600_000)), None),
    ],
)
def test_only_what_can_be_told_for_sure_is_an_ailment(probe: Health, ailment: Reason | None) -> None:
    assert ailment_of(probe) is ailment


@pytest.mark.parametrize(
    ("sends", "ailment"),
    [
        (Sends(silent=timedelta(seconds=44.9), stuck=timedelta(seconds=59.9)), None),
        (Sends(silent=timedelta(seconds=45)), Reason.PAGE_DEAF),
        (Sends(lost=timedelta(seconds=59.9)), None),
        (Sends(lost=timedelta(seconds=60)), Reason.PAGE_DEAF),
        (Sends(stuck=timedelta(seconds=60)), Reason.PAGE_DEAF),
    ],
)
def test_a_page_that_brings_out_nothing_at_all_ails(sends: Sends, ailment: Reason | None) -> None:
    assert ailment_of(health(), sends) is ailment


def test_treatments_of_a_deaf_page_are_counted_from_a_moment_on() -> None:
    session = new_session(TenantId("t"), BotId("b"), NOW)
    session = reload(session, Reason.PAGE_DEAF, NOW + timedelta(minutes=1))
    session = reload(session, Reason.PAGE_STUCK, NOW + timedelta(minutes=2))
    session = fail(session, Reason.PAGE_DEAF, NOW + timedelta(minutes=3))
    assert [treatments_since(session, NOW + timedelta(minutes=after)) for after in (0, 1, 2, 3)] == [2, 1, 1, 0]


def test_whatsapp_is_asked_only_after_a_silence_and_not_all_the_time() -> None:
    long, short = TOLERANCE.echo_after, timedelta(seconds=10)
    quiet = health(Vitals(event_age_ms=int(long.total_seconds() * 1000)))
    assert needs_echo(quiet, long)
    assert not needs_echo(quiet, short)
    assert not needs_echo(health(Vitals(event_age_ms=1)), long)
    assert needs_echo(health(Vitals(event_age_ms=1), echoes_lost=1), short)


def test_a_page_that_heard_nothing_for_hours_is_not_trusted() -> None:
    hours = TOLERANCE.quiet.total_seconds() * 1000
    assert too_quiet(health(Vitals(event_age_ms=int(hours))))
    assert not too_quiet(health(Vitals(event_age_ms=int(hours) - 1)))
    assert not too_quiet(health(Vitals(event_age_ms=None)))


def test_the_numbers_are_put_into_words() -> None:
    sound = health(Vitals(event_age_ms=4_000))
    assert describe(sound, NOW + timedelta(seconds=2)) == (
        "The page answered in 3 ms 2 s ago; WhatsApp was last heard 6 s ago; nothing waits to be sent."
    )
    ailing = health(Vitals(backlog=3), Load(waiting=7, unacked=2, unacked_ms=50_400), echoes_lost=1)
    assert describe(ailing, NOW + timedelta(minutes=5)) == (
        "The page answered in 3 ms 5 min ago; nothing heard yet; 7 to be sent; "
        "2 sent without WhatsApp's confirmation for 50 s; 3 batches of events not taken yet; "
        "questions that WhatsApp left unanswered: 1."
    )
    lossy = replace(sound, losses=Losses(unreadable=2, lost=1, gaps=3))
    assert describe(lossy, NOW).endswith(
        "2 messages could not be read: look at them on the phone; 1 events were lost; "
        "older messages that were missed are not here (3): look at them on the phone."
    )
