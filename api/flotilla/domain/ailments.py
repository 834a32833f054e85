"""Whether a page that answers and looks connected really hears: pure judgement over a probe's numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.health import Health
from flotilla.domain.sessions import Reason, Session


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What a sound page may show. A page that heard nothing for `quiet` is loaded anew, to be sure.

    `unacked`: how long nothing that was sent may be acknowledged; `lost`: how long one message may wait for its ack
    while later ones get theirs; `stuck`: how long the page may send nothing of what it is told to send; `overtaken`:
    how long one message may go unsent while later ones are sent.
    """

    tick_age: timedelta = timedelta(seconds=15)
    unacked: timedelta = timedelta(seconds=45)
    lost: timedelta = timedelta(seconds=60)
    stuck: timedelta = timedelta(seconds=60)
    overtaken: timedelta = timedelta(minutes=5)
    echoes: int = 2
    echo_after: timedelta = timedelta(minutes=2)
    quiet: timedelta = timedelta(hours=3)


TOLERANCE = Tolerance()

MOST_TREATMENTS = 2
"""A message that a page treated so often still does not bring out is itself what is wrong: it fails."""


@dataclass(frozen=True, slots=True)
class Sends:
    """How the sends of one page fare since it came to work.

    `silent`: for how long WhatsApp's server has acknowledged nothing that was sent; `lost`: for how long one message
    has waited for its ack while later ones got theirs, which a page that connects anew sends again; `stuck`: for how
    long the page has sent nothing of what it was told to send. What several treatments did not help isn't counted.
    """

    silent: timedelta = timedelta()
    lost: timedelta = timedelta()
    stuck: timedelta = timedelta()


WELL = Sends()


def ailment_of(health: Health, sends: Sends = WELL, tolerance: Tolerance = TOLERANCE) -> Reason | None:
    """What is wrong with a page that answers and looks connected; None for nothing that can be told from here."""
    if timedelta(milliseconds=health.vitals.tick_age_ms) >= tolerance.tick_age:
        return Reason.PAGE_STUCK
    if sends.silent >= tolerance.unacked or sends.lost >= tolerance.lost or sends.stuck >= tolerance.stuck:
        return Reason.PAGE_DEAF
    return Reason.PAGE_DEAF if health.echoes_lost >= tolerance.echoes else None


def treatments_since(session: Session, since: datetime) -> int:
    """How often the session's page was treated for being deaf since then, by whichever runner."""
    return sum(one.reason is Reason.PAGE_DEAF and one.remedy is not None and one.at > since for one in session.history)


def needs_echo(health: Health, since_last: timedelta, tolerance: Tolerance = TOLERANCE) -> bool:
    """Whether WhatsApp's server is to be asked something, since the silence may be the page's own.

    `since_last`: how long ago it was asked last. A question without an answer is repeated at once.
    """
    due = _silent_for(health, tolerance.echo_after) and since_last >= tolerance.echo_after
    return health.echoes_lost > 0 or due


def too_quiet(health: Health, tolerance: Tolerance = TOLERANCE) -> bool:
    """Whether it heard nothing for so long that it is cheaper to connect anew than to trust the silence."""
    return _silent_for(health, tolerance.quiet)


def _silent_for(health: Health, limit: timedelta) -> bool:
    age = health.vitals.event_age_ms
    return age is not None and timedelta(milliseconds=age) >= limit
