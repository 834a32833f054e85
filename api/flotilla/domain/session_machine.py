"""The state machine of a session: pure. What the page shows, or what befell it, gives the next recorded state.

Logged in means registered AND the stream in mode MAIN: readiness alone already holds at the QR screen.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.session_pauses import pause_of, sound_for
from flotilla.domain.session_rules import should_move
from flotilla.domain.sessions import (
    KEPT_TRANSITIONS,
    Reason,
    Remedy,
    Session,
    SessionStatus,
    Transition,
)


@dataclass(frozen=True, slots=True)
class PageState:
    """What the page says of itself. `me` is the linked number's chat id, `qr` the text of the code that it shows.

    `storage` is False if the profile's storage does not open: then whatever else it says of a login means nothing.
    """

    registered: bool
    main: bool
    stream_mode: str | None = None
    stream_info: str | None = None
    socket_state: str | None = None
    me: str | None = None
    qr: str | None = None
    storage: bool = True


_REFUSED_BY_MODE = {
    "CONFLICT": Reason.CONFLICT,
    "DEPRECATED_VERSION": Reason.WEB_VERSION_UNSUPPORTED,
    "TOS_BLOCK": Reason.BANNED,
    "SMB_TOS_BLOCK": Reason.BANNED,
    "PROXYBLOCK": Reason.BANNED,
}


def begin(session: Session, *, fence: int, now: datetime) -> Session:
    """The state in which a holder starts: the browser is coming up."""
    fresh = replace(_without_qr(session), fence=fence)
    return _enter(fresh, SessionStatus.STARTING, Reason.BROWSER_STARTING, now)


def observe(session: Session, page: PageState, now: datetime) -> Session:
    """The state that follows from what the page shows."""
    refused = _REFUSED_BY_MODE.get(page.stream_mode or "")
    if refused is not None:
        return _enter(_without_qr(session), SessionStatus.FAILED, refused, now)
    if not page.storage:
        # A page that can't read its login looks like one that has none.
        return _enter(_without_qr(session), SessionStatus.FAILED, Reason.STORAGE_UNAVAILABLE, now)
    if page.registered:
        return _registered(_linked(session, page, now), page, now)
    if page.qr is not None:
        return _show_qr(session, page.qr, now)
    if session.status is SessionStatus.SCAN_QR_CODE:
        return replace(session, qr=None, qr_at=None)
    return _enter(session, SessionStatus.STARTING, Reason.CONNECTING, now)


def fail(session: Session, reason: Reason, now: datetime, detail: str | None = None) -> Session:
    """The state after a page came to its end by a failure; it is the first again if the page was sound for long."""
    in_a_row = 1 if sound_for(session, now) >= pause_of(reason).forgotten_after else session.failures + 1
    counted = replace(_without_qr(session), failures=in_a_row, restarts=session.restarts + 1)
    failed = _enter(counted, SessionStatus.FAILED, reason, now, detail)
    return _treat(failed, Remedy.MOVE if should_move(failed) else Remedy.RESTART, now)


def reload(session: Session, reason: Reason | None, now: datetime) -> Session:
    """The state while the page is loaded anew in its browser, because of what ails it; None: to be sure it hears."""
    loading = _enter(_without_qr(session), SessionStatus.STARTING, reason or Reason.CONNECTING, now)
    return _treat(loading, Remedy.RELOAD, now)


def recycle(session: Session, why: str, now: datetime) -> Session:
    """The state after a browser was closed at a quiet moment, to be opened anew."""
    return _enter(_without_qr(session), SessionStatus.STARTING, Reason.RECYCLED, now, why)


def restore(session: Session, told: str, now: datetime) -> Session:
    """The state after the disk had no profile of a linked bot and its snapshots were looked for."""
    return _enter(_without_qr(session), SessionStatus.STARTING, Reason.RESTORED, now, told)


def log_out(session: Session, now: datetime) -> Session:
    """The state after the device was removed: a new code is on its way."""
    return _enter(replace(_without_qr(session), codes=0), SessionStatus.SCAN_QR_CODE, Reason.LOGGED_OUT, now)


def stop(session: Session, reason: Reason, now: datetime) -> Session:
    """The state after an orderly end."""
    return _enter(_without_qr(session), SessionStatus.STOPPED, reason, now)


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
        return replace(session, phone=phone, linked_at=now, chats_read=None)
    return replace(session, phone=phone)


def _show_qr(session: Session, qr: str, now: datetime) -> Session:
    unlinked = session.reason is Reason.LOGGED_OUT or session.phone is not None
    shown = _enter(session, SessionStatus.SCAN_QR_CODE, Reason.LOGGED_OUT if unlinked else Reason.QR_NOT_SCANNED, now)
    return shown if shown.qr == qr else replace(shown, qr=qr, qr_at=now, codes=shown.codes + 1)


def _without_qr(session: Session) -> Session:
    if session.qr is None and session.pairing is None:
        return session
    return replace(session, qr=None, qr_at=None, pairing=None)


def _treat(session: Session, remedy: Remedy, now: datetime) -> Session:
    """The session with what is done about its newest state on the record of that state."""
    *before, last = session.history or (Transition(now, session.status, session.reason),)
    if last.remedy is not None:
        before, last = [*before, last], Transition(now, session.status, session.reason)
    history = (*before, replace(last, remedy=remedy))[-KEPT_TRANSITIONS:]
    return replace(session, since=now, history=history)


def _enter(
    session: Session, status: SessionStatus, reason: Reason | None, now: datetime, detail: str | None = None
) -> Session:
    if (session.status, session.reason, session.detail) == (status, reason, detail):
        return session
    if (session.status, session.reason) == (status, reason):
        return replace(session, detail=detail)
    history = (*session.history, Transition(now, status, reason, detail=detail))[-KEPT_TRANSITIONS:]
    return replace(session, status=status, reason=reason, detail=detail, since=now, history=history)
