"""The state machine of a session: pure. What the page shows, or what befell it, gives the next recorded state.

Logged in means registered AND the stream in mode MAIN: readiness alone already holds at the QR screen.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.sessions import Reason, Session, SessionStatus


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
    """How long a session may stay in a phase, and what is done then."""

    within: timedelta
    remedy: Remedy


_REFUSED_BY_MODE = {
    "CONFLICT": Reason.CONFLICT,
    "DEPRECATED_VERSION": Reason.WEB_VERSION_UNSUPPORTED,
    "TOS_BLOCK": Reason.BANNED,
    "SMB_TOS_BLOCK": Reason.BANNED,
    "PROXYBLOCK": Reason.BANNED,
}

_RULES = {
    (SessionStatus.STARTING, Reason.BROWSER_STARTING): Rule(timedelta(seconds=60), Remedy.RESTART),
    (SessionStatus.STARTING, Reason.CONNECTING): Rule(timedelta(minutes=3), Remedy.RESTART),
    (SessionStatus.STARTING, Reason.NETWORK_OFFLINE): Rule(timedelta(minutes=2), Remedy.RESTART),
    # The other client was opened on purpose: taking the number back at once would only make the two fight.
    (SessionStatus.FAILED, Reason.CONFLICT): Rule(timedelta(minutes=1), Remedy.RESTART),
    (SessionStatus.FAILED, Reason.WEB_VERSION_UNSUPPORTED): Rule(timedelta(minutes=10), Remedy.RESTART),
    (SessionStatus.FAILED, Reason.BANNED): Rule(timedelta(minutes=30), Remedy.RESTART),
}


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


def fail(session: Session, reason: Reason, now: datetime, detail: str | None = None) -> Session:
    """The state after a failure that the page can't tell of itself."""
    return _enter(_without_qr(session), SessionStatus.FAILED, reason, now, detail)


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
    return replace(session, command_done=command, codes=0)


def rule_for(session: Session) -> Rule | None:
    """The deadline of the phase the session is in, or None if it may last."""
    return _RULES.get((session.status, session.reason)) if session.reason is not None else None


def remedy_due(session: Session, now: datetime, patience: Patience = PATIENCE) -> Remedy | None:
    """What must be done now about the phase the session is in, or None if it may go on."""
    lasted = now - session.since
    if session.status is SessionStatus.SCAN_QR_CODE:
        # The last code lives as long as the others did: only one more than wanted, or time, ends the wait.
        return Remedy.GIVE_UP if session.codes > patience.codes or lasted >= patience.within else None
    rule = rule_for(session)
    return rule.remedy if rule is not None and lasted >= rule.within else None


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
    moved = (session.status, session.reason) != (status, reason)
    return replace(session, status=status, reason=reason, detail=detail, since=now if moved else session.since)
