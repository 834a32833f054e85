"""What an operator's alarms go by, read off changes of state: failed sessions, lost runners, slow answers.

Unlike the metrics that tenants see these are kept by nobody of ours, belong to no tenant, and may count a change twice
when it is delivered twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flotilla.domain.events import Change
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, Stage
from flotilla.domain.sessions import Session, SessionStatus

GIVEN_BACK = frozenset({SessionStatus.STOPPED, SessionStatus.FAILED})
"""A session in one of these has no page that its holder could have died with."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What some changes come to.

    `sessions_failed` counts sessions that failed, `takeovers` those that another runner took without their holder's
    having given them back. `answers_ms`: for each of the bots' replies that WhatsApp's server took, the time since it
    was due, which is when the customer had paused.
    """

    sessions_failed: int = 0
    takeovers: int = 0
    answers_ms: tuple[int, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Those that happened, by the metric's name."""
        both = {"sessions_failed": self.sessions_failed, "takeovers": self.takeovers}
        return {name: count for name, count in both.items() if count}


def signals_of(changes: Sequence[Change]) -> Signals:
    """What the changes come to, all of them together."""
    sessions = [(one.old, one.new) for one in changes if isinstance(one.new, Session) and isinstance(one.old, Session)]
    messages = [(one.old, one.new) for one in changes if isinstance(one.new, Message) and isinstance(one.old, Message)]
    times = (_answer_ms(old, new) for old, new in messages)
    return Signals(
        sessions_failed=sum(_failed(old, new) for old, new in sessions),
        takeovers=sum(_taken_over(old, new) for old, new in sessions),
        answers_ms=tuple(ms for ms in times if ms is not None),
    )


def _failed(old: Session, new: Session) -> bool:
    return new.status is SessionStatus.FAILED and old.status is not SessionStatus.FAILED


def _taken_over(old: Session, new: Session) -> bool:
    # A holder that lets go records that the session stopped; the first holder ever finds fence 0.
    return new.fence > old.fence > 0 and old.status not in GIVEN_BACK


def _answer_ms(old: Message, new: Message) -> int | None:
    reached = dict(new.life)
    if new.direction is not Direction.OUT or new.sender is not Sender.BOT or Stage.SENT in dict(old.life):
        return None
    if new.status is MessageStatus.FAILED or not {Stage.TURN, Stage.SENT} <= reached.keys():
        return None
    return max(0, reached[Stage.SENT] - reached[Stage.TURN])
