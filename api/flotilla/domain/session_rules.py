"""How long a session may stay as it is, and what is done about it then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.sessions import Reason, Remedy, Session, SessionStatus


@dataclass(frozen=True, slots=True)
class Patience:
    """How long QR codes are shown that nobody scans: so many, and no longer than `within`."""

    codes: int = 10
    within: timedelta = timedelta(minutes=5)


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a session may stay in each phase that should pass; `reloaded`: loaded anew, and not heard of since."""

    browser: timedelta = timedelta(seconds=60)
    connection: timedelta = timedelta(minutes=3)
    offline: timedelta = timedelta(minutes=2)
    reloaded: timedelta = timedelta(seconds=60)


DEADLINES = Deadlines()


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a session may stay in a phase, and what it has failed with if it stays longer."""

    within: timedelta
    failed_with: Reason


_OF_THIS_RUNNER = frozenset(
    {
        Reason.BROWSER_START_FAILED,
        Reason.STORAGE_UNAVAILABLE,
        Reason.PAGE_CRASHED,
        Reason.NOT_PROVEN,
        Reason.PAGE_STUCK,
        Reason.PAGE_DEAF,
        # The way out may be closed to this runner alone.
        Reason.NETWORK_OFFLINE,
    }
)

_NEVER_LEFT_UNDRIVEN = frozenset({Reason.CONNECTING, Reason.QR_NOT_SCANNED, Reason.LOGGED_OUT})
"""The phases in which a session is stuck whose page can't be driven: it may load and even show a code."""

_FAILURES_PER_HOLDER = 3

RELOAD_HELPED_AFTER = timedelta(minutes=10)
"""A page that ails again sooner than this was not helped by being loaded anew: its browser is replaced."""


def remedy_for(session: Session, now: datetime) -> Remedy:
    """What to do about a page that ails: load it anew, or replace its browser if that was done a moment ago."""
    reloads = [one.at for one in session.history if one.remedy is Remedy.RELOAD]
    return Remedy.RESTART if reloads and now - reloads[-1] < RELOAD_HELPED_AFTER else Remedy.RELOAD


def should_move(session: Session) -> bool:
    """Whether another runner should try: this one failed at it several times, and the reason may be its own."""
    return session.reason in _OF_THIS_RUNNER and session.failures > 0 and session.failures % _FAILURES_PER_HOLDER == 0


def rule_for(session: Session, deadlines: Deadlines = DEADLINES) -> Rule | None:
    """The deadline of the phase the session is in, or None if it may last."""
    if session.status is not SessionStatus.STARTING or session.reason is None:
        return None
    return {
        Reason.BROWSER_STARTING: Rule(deadlines.browser, Reason.BROWSER_START_FAILED),
        Reason.CONNECTING: Rule(deadlines.connection, Reason.NOT_PROVEN),
        Reason.NETWORK_OFFLINE: Rule(deadlines.offline, Reason.NETWORK_OFFLINE),
        Reason.PAGE_STUCK: Rule(deadlines.reloaded, Reason.PAGE_STUCK),
        Reason.PAGE_DEAF: Rule(deadlines.reloaded, Reason.PAGE_DEAF),
    }.get(session.reason)


def remedy_due(
    session: Session, now: datetime, patience: Patience = PATIENCE, deadlines: Deadlines = DEADLINES
) -> Remedy | None:
    """What must be done now about the phase the session is in, or None if it may go on."""
    lasted = now - session.since
    if session.status is SessionStatus.SCAN_QR_CODE:
        asked = now - session.pairing.at if session.pairing is not None else lasted
        # The last code lives as long as the others did: only one more than wanted, or time, ends the wait.
        return Remedy.GIVE_UP if session.codes > patience.codes or min(lasted, asked) >= patience.within else None
    if session.status is SessionStatus.FAILED:
        return Remedy.RESTART
    rule = rule_for(session, deadlines)
    return Remedy.RESTART if rule is not None and lasted >= rule.within else None


def failure_of(session: Session, *, drivable: bool = True) -> Reason:
    """What a session that is to be opened anew has failed with. `drivable`: its page has all that is needed of it."""
    if not drivable and session.reason in _NEVER_LEFT_UNDRIVEN:
        return Reason.WEB_VERSION_UNSUPPORTED
    rule = rule_for(session)
    return rule.failed_with if rule is not None else session.reason or Reason.NOT_PROVEN
