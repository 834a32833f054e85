from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.session_machine import PageState, begin, fail, log_out, observe, phone_of, reload, stop
from flotilla.domain.session_pauses import pause_after, pause_of
from flotilla.domain.session_rules import failure_of, remedy_due, remedy_for, rule_for, should_move
from flotilla.domain.session_views import pairing_at
from flotilla.domain.session_wishes import (
    PAIRING_CODE_LIFETIME,
    finish_command,
    mark_done,
    refuse_pairing_code,
    show_pairing_code,
)
from flotilla.domain.sessions import Pairing, Reason, Remedy, Session, SessionStatus, new_session

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(seconds=30)
MAIN = PageState(True, True, "MAIN", "NORMAL", "CONNECTED", "5511999999999:7@c.us")
QR = PageState(False, False, "QR", "NORMAL", "UNPAIRED", None, "a,b,c,d")

STATES = st.builds(
    PageState,
    registered=st.booleans(),
    main=st.booleans(),
    stream_mode=st.sampled_from(
        [None, "QR", "MAIN", "SYNCING", "OFFLINE", "CONFLICT", "TOS_BLOCK", "DEPRECATED_VERSION"]
    ),
    stream_info=st.sampled_from([None, "OFFLINE", "OPENING", "PAIRING", "SYNCING", "RESUMING", "CONNECTING", "NORMAL"]),
    socket_state=st.sampled_from([None, "UNPAIRED", "CONNECTED", "TIMEOUT", "OPENING"]),
    me=st.sampled_from([None, "5511999999999@c.us", "5511888888888@c.us"]),
    qr=st.sampled_from([None, "a,b,c,d", "e,f,g,h"]),
)


def started() -> Session:
    return begin(new_session(TenantId("t"), BotId("b"), NOW), fence=3, now=NOW)


def test_a_first_link_from_start_to_work() -> None:
    session = started()
    assert (session.status, session.reason, session.fence) == (SessionStatus.STARTING, Reason.BROWSER_STARTING, 3)
    session = observe(session, PageState(False, False), NOW)
    assert session.reason is Reason.CONNECTING
    session = observe(session, QR, NOW)
    assert (session.status, session.reason, session.qr, session.qr_at) == (
        SessionStatus.SCAN_QR_CODE,
        Reason.QR_NOT_SCANNED,
        "a,b,c,d",
        NOW,
    )
    session = observe(session, PageState(True, False, "SYNCING", "SYNCING", "CONNECTED"), LATER)
    assert (session.status, session.qr, session.linked_at) == (SessionStatus.STARTING, None, LATER)
    session = observe(session, MAIN, LATER + timedelta(seconds=5))
    assert (session.status, session.reason, session.phone) == (SessionStatus.WORKING, None, "5511999999999")
    assert session.linked_at == LATER


def test_ready_at_the_qr_screen_is_not_logged_in() -> None:
    assert observe(started(), PageState(False, False, "QR", "NORMAL", "CONNECTED", None, "x"), NOW).status is (
        SessionStatus.SCAN_QR_CODE
    )
    assert observe(started(), PageState(True, False, "QR", "NORMAL", "CONNECTED"), NOW).status is SessionStatus.STARTING


def test_the_same_number_linked_again_goes_on_and_another_begins() -> None:
    linked = observe(started(), MAIN, NOW)
    out = log_out(linked, LATER)
    assert (out.status, out.reason, out.phone, out.linked_at) == (
        SessionStatus.SCAN_QR_CODE,
        Reason.LOGGED_OUT,
        "5511999999999",
        NOW,
    )
    assert observe(out, QR, LATER).reason is Reason.LOGGED_OUT
    assert observe(out, MAIN, LATER).linked_at == NOW
    other = PageState(True, True, "MAIN", "NORMAL", "CONNECTED", "5511888888888@c.us")
    assert observe(out, other, LATER).linked_at == LATER


def test_a_code_is_kept_current_and_its_phase_keeps_its_beginning() -> None:
    first = observe(started(), QR, NOW)
    assert observe(first, QR, LATER) is first
    second = observe(first, PageState(False, False, "QR", "NORMAL", "UNPAIRED", None, "e,f,g,h"), LATER)
    assert (second.qr, second.qr_at, second.since) == ("e,f,g,h", LATER, NOW)


@pytest.mark.parametrize(
    ("page", "status", "reason"),
    [
        (PageState(True, True, "MAIN", "OFFLINE", "TIMEOUT"), SessionStatus.STARTING, Reason.NETWORK_OFFLINE),
        (PageState(True, True, "MAIN", "NORMAL", "OPENING"), SessionStatus.STARTING, Reason.NETWORK_OFFLINE),
        (PageState(True, False, "CONFLICT", "NORMAL"), SessionStatus.FAILED, Reason.CONFLICT),
        (PageState(True, False, "TOS_BLOCK"), SessionStatus.FAILED, Reason.BANNED),
        (PageState(False, False, "DEPRECATED_VERSION"), SessionStatus.FAILED, Reason.WEB_VERSION_UNSUPPORTED),
    ],
)
def test_what_ends_work_has_a_reason(page: PageState, status: SessionStatus, reason: Reason) -> None:
    session = observe(observe(started(), MAIN, NOW), page, LATER)
    assert (session.status, session.reason, session.since) == (status, reason, LATER)


def test_phases_that_should_pass_have_deadlines_and_work_has_none() -> None:
    assert rule_for(started()) is not None
    assert rule_for(observe(started(), PageState(True, False), NOW)) is not None
    assert rule_for(observe(started(), MAIN, NOW)) is None


def test_codes_are_bounded_by_number_and_by_time() -> None:
    session = observe(started(), QR, NOW)
    for n in range(2, 11):
        session = observe(session, replace(QR, qr=f"code {n}"), NOW)
    assert session.codes == 10
    assert remedy_due(session, NOW + timedelta(minutes=4)) is None
    assert remedy_due(session, NOW + timedelta(minutes=5)) is Remedy.GIVE_UP
    eleventh = observe(session, replace(QR, qr="code 11"), NOW)
    assert remedy_due(eleventh, NOW) is Remedy.GIVE_UP
    assert remedy_due(begin(eleventh, fence=4, now=NOW), NOW) is None
    assert observe(begin(eleventh, fence=4, now=NOW), QR, NOW).codes == 12
    for fresh in (finish_command(eleventh, "c"), log_out(eleventh, NOW), observe(eleventh, MAIN, NOW)):
        assert fresh.codes == 0


def test_pauses_double_are_bounded_and_forgotten() -> None:
    session, waits = started(), []
    for _ in range(9):
        session = fail(session, Reason.PAGE_CRASHED, NOW)
        waits.append(pause_after(session, 0.5).total_seconds())
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (session.failures, session.restarts) == (9, 9)
    working = observe(session, MAIN, NOW)
    assert fail(working, Reason.PAGE_CRASHED, NOW + timedelta(seconds=59)).failures == 10
    assert fail(working, Reason.PAGE_CRASHED, NOW + timedelta(seconds=60)).failures == 1
    assert fail(observe(session, QR, NOW), Reason.PAGE_CRASHED, NOW + timedelta(seconds=60)).failures == 1


@pytest.mark.parametrize(
    ("page", "minutes", "reason"),
    [
        (None, 1, Reason.BROWSER_START_FAILED),
        (PageState(False, False), 3, Reason.NOT_PROVEN),
        (PageState(True, False, "OFFLINE", "OFFLINE"), 2, Reason.NETWORK_OFFLINE),
    ],
)
def test_a_session_that_never_comes_up_backs_off_and_moves_however_long_each_try_took(
    page: PageState | None, minutes: int, reason: Reason
) -> None:
    session, now, waits, moved = observe(started(), MAIN, NOW - timedelta(days=1)), NOW, [], []
    for fence in range(4, 8):
        session = begin(session, fence=fence, now=now)
        session = observe(session, page, now) if page is not None else session
        now += timedelta(minutes=minutes)
        assert remedy_due(session, now) is Remedy.RESTART
        session = fail(session, failure_of(session), now)
        assert session.reason is reason
        waits.append(pause_after(session, 0.5).total_seconds())
        moved.append(should_move(session))
    assert (waits, moved) == ([1, 2, 4, 8], [False, False, True, False])


def test_work_counts_in_sum_between_failures_whoever_held_the_session() -> None:
    session, minute = fail(started(), Reason.PAGE_CRASHED, NOW), timedelta(minutes=1)
    working = observe(begin(session, fence=4, now=NOW), MAIN, NOW)
    away = observe(working, PageState(True, True, "MAIN", "OFFLINE"), NOW + 0.5 * minute)
    again = observe(away, MAIN, NOW + 10 * minute)
    handed = begin(stop(again, Reason.WAITING_FOR_RUNNER, NOW + 10.4 * minute), fence=5, now=NOW + 20 * minute)
    assert fail(handed, Reason.BROWSER_START_FAILED, NOW + 30 * minute).failures == 2
    longer = stop(again, Reason.WAITING_FOR_RUNNER, NOW + 10.5 * minute)
    assert fail(longer, Reason.BROWSER_START_FAILED, NOW + 30 * minute).failures == 1


@given(st.sampled_from(list(Reason)), st.integers(1, 10_000), st.floats(0, 1))
def test_no_pause_is_longer_than_its_kind_allows(reason: Reason, failures: int, chance: float) -> None:
    failed = replace(fail(started(), reason, NOW), failures=failures)
    pause = pause_of(reason)
    assert 0.75 * pause.first <= pause_after(failed, chance) <= 1.25 * pause.most


def test_a_conflict_is_not_fought_over() -> None:
    first = fail(observe(started(), MAIN, NOW), Reason.CONFLICT, NOW + timedelta(minutes=59))
    second = fail(observe(first, MAIN, NOW), Reason.CONFLICT, NOW + timedelta(minutes=59))
    assert pause_after(second, 0.5) == 2 * pause_after(first, 0.5) == timedelta(seconds=40)


@pytest.mark.parametrize(
    ("reason", "moves"),
    [(Reason.PAGE_CRASHED, True), (Reason.NOT_PROVEN, True), (Reason.NETWORK_OFFLINE, True), (Reason.BANNED, False)],
)
def test_only_what_may_be_the_runners_fault_moves_the_bot(reason: Reason, moves: bool) -> None:
    session = started()
    moved = []
    for _ in range(4):
        session = fail(session, reason, NOW)
        moved.append(should_move(session))
    assert moved == [False, False, moves, False]


@pytest.mark.parametrize(
    ("page", "minutes", "reason"),
    [
        (None, 1, Reason.BROWSER_START_FAILED),
        (PageState(False, False), 3, Reason.NOT_PROVEN),
        (PageState(True, True, "MAIN", "OFFLINE", "TIMEOUT"), 2, Reason.NETWORK_OFFLINE),
    ],
)
def test_a_phase_that_lasts_too_long_fails_with_a_reason(page: PageState | None, minutes: int, reason: Reason) -> None:
    session = observe(started(), page, NOW) if page is not None else started()
    assert remedy_due(session, NOW + timedelta(minutes=minutes, seconds=-1)) is None
    assert remedy_due(session, NOW + timedelta(minutes=minutes)) is Remedy.RESTART
    assert failure_of(session) is reason
    unsupported = Reason.WEB_VERSION_UNSUPPORTED if reason is Reason.NOT_PROVEN else reason
    assert failure_of(session, drivable=False) is unsupported


def test_the_newest_transitions_are_kept() -> None:
    session = observe(observe(started(), MAIN, NOW), MAIN, LATER)
    assert [(one.at, one.status, one.reason) for one in session.history] == [
        (NOW, SessionStatus.STARTING, Reason.BROWSER_STARTING),
        (NOW, SessionStatus.WORKING, None),
    ]
    for n in range(100):
        session = fail(session, (Reason.PAGE_CRASHED, Reason.NOT_PROVEN)[n % 2], NOW + timedelta(seconds=n))
    assert len(session.history) == 50
    assert session.history[-1].at == session.since == NOW + timedelta(seconds=99)


def test_stopping_and_failing_take_the_code_away() -> None:
    shown = observe(started(), QR, NOW)
    assert stop(shown, Reason.STOPPED_BY_PERSON, LATER).qr is None
    failed = fail(shown, Reason.PAGE_CRASHED, LATER, "why")
    assert (failed.qr, failed.detail) == (None, "why")


def test_a_linked_id_gives_its_number() -> None:
    assert phone_of("5511999999999:12@c.us") == phone_of("5511999999999@c.us") == "5511999999999"


@given(st.lists(STATES, max_size=12))
def test_whatever_a_page_says_the_record_makes_sense(pages: list[PageState]) -> None:
    session = started()
    for n, page in enumerate(pages):
        session = observe(session, page, NOW + timedelta(seconds=n))
        if session.status is SessionStatus.WORKING:
            assert page.registered
            assert page.main
            assert session.linked_at is not None
        assert (session.qr is None) or session.status is SessionStatus.SCAN_QR_CODE
        assert (session.reason is None) == (session.status is SessionStatus.WORKING)
        assert observe(session, page, LATER) == session


def test_the_ladder_goes_from_reload_to_restart_to_another_runner_and_each_step_is_on_record() -> None:
    session = observe(started(), MAIN, NOW)
    assert remedy_for(session, NOW) is Remedy.RELOAD
    session = observe(reload(session, Reason.PAGE_DEAF, NOW), MAIN, LATER)
    assert remedy_for(session, LATER) is Remedy.RESTART
    for _ in range(3):
        session = fail(observe(session, MAIN, NOW), Reason.PAGE_DEAF, LATER)
    assert should_move(session)
    assert [(one.reason, one.remedy) for one in session.history if one.remedy] == [
        (Reason.PAGE_DEAF, Remedy.RELOAD),
        (Reason.PAGE_DEAF, Remedy.RESTART),
        (Reason.PAGE_DEAF, Remedy.RESTART),
        (Reason.PAGE_DEAF, Remedy.MOVE),
    ]
    assert session.restarts == 3


def test_a_page_that_lasted_is_loaded_anew_first_again() -> None:
    session = observe(reload(observe(started(), MAIN, NOW), Reason.PAGE_STUCK, NOW), MAIN, NOW)
    assert remedy_for(session, NOW + timedelta(minutes=9)) is Remedy.RESTART
    assert remedy_for(session, NOW + timedelta(minutes=10)) is Remedy.RELOAD


def test_a_page_that_was_loaded_anew_and_says_nothing_has_a_deadline() -> None:
    session = reload(observe(started(), MAIN, NOW), Reason.PAGE_STUCK, NOW)
    assert (session.status, session.reason) == (SessionStatus.STARTING, Reason.PAGE_STUCK)
    assert remedy_due(session, NOW + timedelta(seconds=59)) is None
    assert remedy_due(session, NOW + timedelta(seconds=60)) is Remedy.RESTART
    assert failure_of(session) is Reason.PAGE_STUCK


@given(STATES)
def test_without_its_storage_a_page_says_nothing_of_a_login(page: PageState) -> None:
    linked = observe(started(), MAIN, NOW)
    blind = observe(linked, replace(page, storage=False), LATER)
    assert (blind.phone, blind.linked_at, blind.qr) == (linked.phone, linked.linked_at, None)
    assert blind.status is SessionStatus.FAILED
    assert blind.reason is not Reason.LOGGED_OUT


def test_a_pairing_code_prolongs_the_wait_and_goes_with_the_code_on_show() -> None:
    session = show_pairing_code(observe(started(), QR, NOW), "ABCD-1234", NOW + timedelta(minutes=4))
    assert session.pairing is not None
    assert session.pairing.until == NOW + timedelta(minutes=4) + PAIRING_CODE_LIFETIME
    assert remedy_due(session, NOW + timedelta(minutes=6)) is None
    assert remedy_due(session, NOW + timedelta(minutes=9)) is Remedy.GIVE_UP
    shown, gone = (pairing_at(session, NOW + timedelta(minutes=minutes)) for minutes in (5, 8))
    assert shown is not None
    assert (shown.code, gone) == ("ABCD-1234", None)
    assert observe(session, MAIN, LATER).pairing is None
    assert refuse_pairing_code(session, "refused", LATER).pairing == Pairing(LATER, error="refused")


def test_a_small_wish_leaves_what_is_counted_as_it_is() -> None:
    failed = fail(started(), Reason.PAGE_CRASHED, NOW)
    done = mark_done(failed, "wish")
    assert (done.command_done, done.failures, done.restarts) == ("wish", 1, 1)
