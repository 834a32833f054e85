"""What a session notes of the wishes of people."""

from dataclasses import replace
from datetime import datetime, timedelta

from flotilla.domain.bots import SessionCommand, SessionVerb
from flotilla.domain.sessions import Pairing, Screenshot, Session

PAIRING_CODE_LIFETIME = timedelta(seconds=160)
"""How long a pairing code may be typed. WhatsApp does not say; clients of the field see about three minutes."""

SMALL_WISHES = frozenset({SessionVerb.PAIRING_CODE, SessionVerb.SCREENSHOT})
"""What people ask of a session that does not change how it fares."""

SMALL_WISH_PATIENCE = timedelta(minutes=2)
"""A wish that could not be granted for so long is let go: nobody waits for it any more."""

TOO_LATE = "too_late"


def is_too_late(command: SessionCommand, now: datetime) -> bool:
    """Whether it is a small wish that nobody waits for any more."""
    return command.verb in SMALL_WISHES and now - command.at >= SMALL_WISH_PATIENCE


def show_pairing_code(session: Session, code: str, now: datetime) -> Session:
    """The state with a code that a person asked for; one who asked for it is there, and the wait begins anew."""
    return replace(session, pairing=Pairing(now, code=code, until=now + PAIRING_CODE_LIFETIME), codes=0)


def refuse_pairing_code(session: Session, error: str, now: datetime) -> Session:
    """The state with what kept a person from getting a code."""
    return replace(session, pairing=Pairing(now, error=error))


def note_screenshot(session: Session, screenshot: Screenshot | None) -> Session:
    """The state with the newest picture of the page, or none any more."""
    return replace(session, screenshot=screenshot)


def refuse_wish(session: Session, command: SessionCommand, error: str, now: datetime) -> Session:
    """The state with a small wish done that could not be granted, and why."""
    if command.verb is SessionVerb.PAIRING_CODE:
        return mark_done(refuse_pairing_code(session, error, now), command.id)
    return mark_done(note_screenshot(session, Screenshot(command.id, now, error)), command.id)


def mark_done(session: Session, command: str) -> Session:
    """The state with a command marked as done that changes nothing about how the session fares."""
    return replace(session, command_done=command)


def finish_command(session: Session, command: str) -> Session:
    """The state with a person's command marked as done, so that no holder does it again.

    Somebody is there, and may scan: the codes are counted from the start.
    """
    return replace(session, command_done=command, codes=0, failures=0, restarts=0)
