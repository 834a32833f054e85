"""A session as people see it: WORKING is shown only while proven, and everything else with its remedy."""

from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.bots import Bot
from flotilla.domain.health import Health
from flotilla.domain.sessions import (
    PROOF_LIFETIME,
    REMEDIES,
    Pairing,
    Reason,
    Session,
    SessionStatus,
)

_REMEDY_UNSCANNED = "Nobody scanned the QR code in time, and the browser is closed. Start the session to see a new one."


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as people see it at `seen_at`: WORKING is shown only while proven."""

    session: Session
    status: SessionStatus
    reason: Reason | None
    proven_until: datetime | None
    last_proof_at: datetime | None = None
    pairing: Pairing | None = None
    health: Health | None = None
    seen_at: datetime | None = None

    @property
    def uptime_since(self) -> datetime | None:
        """Since when it has worked without a break; None while it doesn't."""
        return self.session.since if self.status is SessionStatus.WORKING else None

    @property
    def remedy(self) -> str | None:
        """What happens next, or what to do; None while all is well."""
        if self.status is SessionStatus.STOPPED and self.reason is Reason.QR_NOT_SCANNED:
            return _REMEDY_UNSCANNED
        return REMEDIES[self.reason] if self.reason is not None else None


@dataclass(frozen=True, slots=True)
class BotWithSession:
    """A bot and what its session does now."""

    bot: Bot
    session: SessionView


def view_session(
    session: Session,
    proven_at: datetime | None,
    *,
    desired_on: bool,
    now: datetime,
    resting: bool = False,
    health: Health | None = None,
) -> SessionView:
    """What to show now, given the newest proof and probe that the lease carries. `resting`: see `rests`."""
    view = _view(session, proven_at, desired_on=desired_on, now=now, resting=resting)
    return replace(
        view,
        last_proof_at=proven_at or session.last_proof_at,
        pairing=pairing_at(session, now),
        health=health,
        seen_at=now,
    )


def pairing_at(session: Session, now: datetime) -> Pairing | None:
    """The answer that people are to see: a code that nobody typed in time is none any more."""
    pairing = session.pairing
    if pairing is None or session.status is not SessionStatus.SCAN_QR_CODE:
        return None
    return pairing if pairing.until is None or now < pairing.until else None


def _view(
    session: Session, proven_at: datetime | None, *, desired_on: bool, now: datetime, resting: bool
) -> SessionView:
    until = proven_at + PROOF_LIFETIME if proven_at is not None else None
    if not desired_on:
        stopped = replace(session, qr=None, qr_at=None)
        return SessionView(stopped, SessionStatus.STOPPED, Reason.STOPPED_BY_PERSON, None)
    if session.status is SessionStatus.WORKING and (until is None or now >= until):
        # A holder that lives would have told of a failure by then.
        lost = until is not None and now >= until + PROOF_LIFETIME
        return SessionView(session, SessionStatus.STARTING, Reason.RUNNER_LOST if lost else Reason.NOT_PROVEN, until)
    if resting:
        return SessionView(session, session.status, session.reason, None)
    if session.status is SessionStatus.STOPPED:
        return SessionView(session, SessionStatus.STARTING, Reason.WAITING_FOR_RUNNER, None)
    return SessionView(session, session.status, session.reason, until)
