"""How long a failed session waits before its next start."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.sessions import Reason, Remedy, Session, SessionStatus


@dataclass(frozen=True, slots=True)
class Pause:
    """How long the runner waits after failures in a row: `first`, then twice as long each time, at most `most`.

    A page that was sound for `forgotten_after` was fine: the next failure counts as the first again.
    """

    first: timedelta
    most: timedelta
    forgotten_after: timedelta


BRIEF = Pause(timedelta(seconds=1), timedelta(seconds=60), timedelta(seconds=60))

_PAUSES = {
    # A linked device is open twice: a holder of the past still has its browser, or somebody copied the profile. The
    # first is over before the pause ends. With the second the pauses grow, so that the two don't fight; a bot that
    # stays silent until somebody notices would be worse for everybody. A person's restart comes at once.
    Reason.CONFLICT: Pause(timedelta(seconds=20), timedelta(minutes=30), timedelta(hours=1)),
    Reason.WEB_VERSION_UNSUPPORTED: Pause(timedelta(minutes=10), timedelta(hours=2), timedelta(hours=1)),
    Reason.BANNED: Pause(timedelta(minutes=30), timedelta(hours=6), timedelta(days=1)),
    # Deafness shows late: a page that was told nothing seems sound for minutes, and must not count as such.
    Reason.PAGE_DEAF: Pause(timedelta(seconds=1), timedelta(minutes=5), timedelta(minutes=30)),
}


def pause_of(reason: Reason, brief: Pause = BRIEF) -> Pause:
    """How failures of this kind are waited out; `brief` is for those that usually pass by themselves."""
    return _PAUSES.get(reason, brief)


_SOUND = frozenset({SessionStatus.WORKING, SessionStatus.SCAN_QR_CODE})
_ENDED_BY = frozenset({Remedy.RESTART, Remedy.MOVE})


def sound_for(session: Session, now: datetime) -> timedelta:
    """How long the session worked, or showed its code, since it last failed.

    How long its page was merely open says nothing: one that never comes up is open until its deadline, each time.
    """
    sound, until = timedelta(), now
    for one in reversed(session.history):
        if one.remedy in _ENDED_BY:
            break
        if one.status in _SOUND:
            sound += max(until - one.at, timedelta())
        until = one.at
    return sound


def pause_after(session: Session, chance: float, brief: Pause = BRIEF) -> timedelta:
    """How long a failed session waits before its next start. `chance` (0 … 1) spreads it by ±25 %.

    So bots that failed together don't start together.
    """
    pause = pause_of(session.reason, brief) if session.reason is not None else brief
    # The exponent is bounded because a session may fail for weeks and a number may not grow for ever.
    plain = min(pause.most, pause.first * (1 << min(max(session.failures - 1, 0), 20)))
    return plain * (0.75 + 0.5 * chance)
