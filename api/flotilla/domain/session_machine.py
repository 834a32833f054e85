"""The state machine of a session: pure. What the page shows, or what befell it, gives the next recorded state.

Logged in means registered AND the stream in mode MAIN: readiness alone already holds at the QR screen.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.sessions import KEPT_TRANSITIONS, Reason, Session, SessionStatus, Transition


@dataclass(frozen=True, slots=True)
class PageState:
    """What the page says of itself. `me` is the linked number's chat id, `qr` the text of the code that it shows."""

    registered: bool
    main: bool
    stream_mode: str | None = None
    stream_info: str | None = None
    socket_state: str | None = None
    me: str | None = None
    qr: str | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long QR codes are shown that nobody scans: so many, and no longer than `within`."""

    codes: int = 10
    within: timedelta = timedelta(minutes=5)


PATIENCE = Patience()


class Remedy(StrEnum):
    """What the runner does by itself when a phase lasts too long: open the page anew, or leave it to people."""

    RESTART = "restart"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a session may stay in a phase, and what it has failed with if it stays longer."""

    within: timedelta
    failed_with: Reason


@dataclass(frozen=True, slots=True)
class Pause:
    """How long the runner waits after failures in a row: `first`, then twice as long each time, at most `most`.

    A page that lasted `forgotten_after` was fine: the next failure counts as the first again.
    """

    first: timedelta
    most: timedelta
    forgotten_after: timedelta


_REFUSED_BY_MODE = {
    "CONFLICT": Reason.CONFLICT,
    "DEPRECATED_VERSION": Reason.WEB_VERSION_UNSUPPORTED,
    "TOS_BLOCK": Reason.BANNED,
    "SMB_TOS_BLOCK": Reason.BANNED,
    "PROXYBLOCK": Reason.BANNED,
}

_RULES = {
    (SessionStatus.STARTING, Reason.BROWSER_STARTING): Rule(timedelta(seconds=60), Reason.BROWSER_START_FAILED),
    (SessionStatus.STARTING, Reason.CONNECTING): Rule(timedelta(minutes=3), Reason.NOT_PROVEN),
    (SessionStatus.STARTING, Reason.NETWORK_OFFLINE): Rule(timedelta(minutes=2), Reason.NETWORK_OFFLINE),
}

BRIEF = Pause(timedelta(seconds=1), timedelta(seconds=60), timedelta(seconds=60))

_PAUSES = {
    # A linked device is open twice: a holder of the past still has its browser, or somebody copied the profile. The
    # first is over before the pause ends. With the second the pauses grow, so that the two don't fight; a bot that
    # stays silent until somebody notices would be worse for everybody. A person's restart comes at once.
    Reason.CONFLICT: Pause(timedelta(seconds=20), timedelta(minutes=30), timedelta(hours=1)),
    Reason.WEB_VERSION_UNSUPPORTED: Pause(timedelta(minutes=10), timedelta(hours=2), timedelta(hours=1)),
    Reason.BANNED: Pause(timedelta(minutes=30), timedelta(hours=6), timedelta(days=1)),
}

_OF_THIS_RUNNER = frozenset(
    {Reason.BROWSER_START_FAILED, Reason.STORAGE_UNAVAILABLE, Reason.PAGE_CRASHED, Reason.NOT_PROVEN}
)
_FAILURES_PER_HOLDER = 3


def begin(session: Session, *, fence: int, now: datetime) -> Session:
    """The state in which a holder starts: the browser is coming up."""
    fresh = replace(session, fence=fence, qr=None, qr_at=None)
    return _enter(fresh, SessionStatus.STARTING, Reason.BROWSER_STARTING, now)


def observe(session: Session, page: PageState, now: datetime) -> Session:
    """The state that follows from what the page shows."""
    refused = _REFUSED_BY_MODE.get(page.stream_mode or "")
    if refused is not None:
        return _enter(_without_qr(session), SessionStatus.FAILED, refused, now)
    if page.registered:
        return _registered(_linked(session, page, now), page, now)
    if page.qr is not None:
        return _show_qr(session, page.qr, now)
    if session.status is SessionStatus.SCAN_QR_CODE:
        return replace(session, qr=None, qr_at=None)
    return _enter(session, SessionStatus.STARTING, Reason.CONNECTING, now)


def fail(
    session: Session, reason: Reason, now: datetime, detail: str | None = None, *, lasted: timedelta = timedelta()
) -> Session:
    """The state after a page came to its end by a failure. `lasted` is how long it had been open."""
    in_a_row = 1 if lasted >= pause_of(reason).forgotten_after else session.failures + 1
    counted = replace(_without_qr(session), failures=in_a_row, restarts=session.restarts + 1)
    return _enter(counted, SessionStatus.FAILED, reason, now, detail)


def pause_of(reason: Reason, brief: Pause = BRIEF) -> Pause:
    """How failures of this kind are waited out; `brief` is for those that usually pass by themselves."""
    return _PAUSES.get(reason, brief)


def pause_after(session: Session, chance: float, brief: Pause = BRIEF) -> timedelta:
    """How long a failed session waits before its next start. `chance` (0 … 1) spreads it by ±25 %.

    So bots that failed together don't start together.
    """
    pause = pause_of(session.reason, brief) if session.reason is not None else brief
    # The exponent is bounded because a session may fail for weeks and a number may not grow for ever.
    plain = min(pause.most, pause.first * (1 << min(max(session.failures - 1, 0), 20)))
    return plain * (0.75 + 0.5 * chance)


def should_move(session: Session) -> bool:
    """Whether another runner should try: this one failed at it several times, and the reason may be its own."""
    return session.reason in _OF_THIS_RUNNER and session.failures > 0 and session.failures % _FAILURES_PER_HOLDER == 0


def log_out(session: Session, now: datetime) -> Session:
    """The state after the device was removed: a new code is on its way."""
    return _enter(replace(_without_qr(session), codes=0), SessionStatus.SCAN_QR_CODE, Reason.LOGGED_OUT, now)


def stop(session: Session, reason: Reason, now: datetime) -> Session:
    """The state after an orderly end."""
    return _enter(_without_qr(session), SessionStatus.STOPPED, reason, now)


def finish_command(session: Session, command: str) -> Session:
    """The state with a person's command marked as done, so that no holder does it again.

    Somebody is there, and may scan: the codes are counted from the start.
    """
    return replace(session, command_done=command, codes=0, failures=0, restarts=0)


def rule_for(session: Session) -> Rule | None:
    """The deadline of the phase the session is in, or None if it may last."""
    return _RULES.get((session.status, session.reason)) if session.reason is not None else None


def remedy_due(session: Session, now: datetime, patience: Patience = PATIENCE) -> Remedy | None:
    """What must be done now about the phase the session is in, or None if it may go on."""
    lasted = now - session.since
    if session.status is SessionStatus.SCAN_QR_CODE:
        # The last code lives as long as the others did: only one more than wanted, or time, ends the wait.
        return Remedy.GIVE_UP if session.codes > patience.codes or lasted >= patience.within else None
    if session.status is SessionStatus.FAILED:
        return Remedy.RESTART
    rule = rule_for(session)
    return Remedy.RESTART if rule is not None and lasted >= rule.within else None


def failure_of(session: Session) -> Reason:
    """What a session that is to be opened anew has failed with."""
    rule = rule_for(session)
    return rule.failed_with if rule is not None else session.reason or Reason.NOT_PROVEN


def phone_of(me: str) -> str:
    """The digits of a linked number's id, which may name its device too (`5511999999999:12@c.us`)."""
    return me.partition("@")[0].partition(":")[0]


def _registered(session: Session, page: PageState, now: datetime) -> Session:
    connected = page.stream_info in (None, "NORMAL") and page.socket_state in (None, "CONNECTED")
    if page.main and connected:
        return _enter(session, SessionStatus.WORKING, None, now)
    was_working = session.status is SessionStatus.WORKING or session.reason is Reason.NETWORK_OFFLINE
    offline = was_working or page.stream_mode == "OFFLINE" or page.stream_info == "OFFLINE"
    return _enter(session, SessionStatus.STARTING, Reason.NETWORK_OFFLINE if offline else Reason.CONNECTING, now)


def _linked(session: Session, page: PageState, now: datetime) -> Session:
    """The moment of the scan is when the page first says it is registered: what was written before is history."""
    session = replace(_without_qr(session), codes=0)
    phone = phone_of(page.me) if page.me else session.phone
    if session.linked_at is None or (session.phone is not None and phone != session.phone):
        return replace(session, phone=phone, linked_at=now)
    return replace(session, phone=phone)


def _show_qr(session: Session, qr: str, now: datetime) -> Session:
    unlinked = session.reason is Reason.LOGGED_OUT or session.phone is not None
    shown = _enter(session, SessionStatus.SCAN_QR_CODE, Reason.LOGGED_OUT if unlinked else Reason.QR_NOT_SCANNED, now)
    return shown if shown.qr == qr else replace(shown, qr=qr, qr_at=now, codes=shown.codes + 1)


def _without_qr(session: Session) -> Session:
    return session if session.qr is None else replace(session, qr=None, qr_at=None)


def _enter(
    session: Session, status: SessionStatus, reason: Reason | None, now: datetime, detail: str | None = None
) -> Session:
    if (session.status, session.reason, session.detail) == (status, reason, detail):
        return session
    if (session.status, session.reason) == (status, reason):
        return replace(session, detail=detail)
    history = (*session.history, Transition(now, status, reason))[-KEPT_TRANSITIONS:]
    return replace(session, status=status, reason=reason, detail=detail, since=now, history=history)
