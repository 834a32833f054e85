"""Schedules: what is to be done with a bot by the clock, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.features import Weekday
from flotilla.domain.ids import BotId, LeadId, ScheduleId, TenantId, UserId


class Action(StrEnum):
    """What a schedule does."""

    ENABLE = "enable"
    DISABLE = "disable"
    PAUSE = "pause"
    RESUME = "resume"
    SEND_MESSAGE = "send_message"


class State(StrEnum):
    """Where a schedule stands. Only the first two are not the end; recurring ones end by being cancelled."""

    PENDING = "pending"
    PAUSED = "paused"
    EXECUTED = "executed"
    FAILED = "failed"
    MISSED = "missed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


LIVE = frozenset({State.PENDING, State.PAUSED})
"""Those that may still run."""


class Result(StrEnum):
    """What came of a planned time."""

    EXECUTED = "executed"
    FAILED = "failed"
    MISSED = "missed"
    SKIPPED = "skipped"


class RunReason(StrEnum):
    """Why a planned time was not executed."""

    BOT_DELETED = "bot_deleted"
    FEATURE_OFF = "feature_off"
    WORKSPACE_DELETED = "workspace_deleted"
    PLAN_TOO_SMALL = "plan_too_small"
    LEAD_GONE = "lead_gone"
    REFUSED = "refused"
    TOO_LATE = "too_late"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Once:
    """At one time on the wall (naive, whole minutes)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Weekly:
    """On days of the week, at `HH:MM` on the wall."""

    days: tuple[Weekday, ...]
    time: str


@dataclass(frozen=True, slots=True)
class Cron:
    """As an expression in EventBridge's syntax says: its six fields, without `cron(…)`."""

    expression: str


When = Once | Weekly | Cron

CLAIM = timedelta(minutes=2)
"""Who claimed a run and is not heard of again has died after this time: far more than a run takes."""

GRACE = timedelta(minutes=15)
"""What is overdue by more than this is missed, unless the installation says otherwise."""

HISTORY = timedelta(days=90)
"""So long it is kept what came of planned times."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody is at it: the planned time, and until when nobody else may be."""

    planned: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Execution:
    """What came of one planned time. `by`: the person who asked for it to be run now; None is the clock."""

    tenant: TenantId
    schedule: ScheduleId
    planned: datetime
    at: datetime
    result: Result
    reason: RunReason | None = None
    by: UserId | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """One thing to be done with a bot by the clock. `zone`: whose walls the clock hangs on (an IANA name).

    `next_at`: the planned time, None when there is none; `last`: what came of the last one. `lead` and `text` are the
    message's. `in_step`: whether the firing clock knows of the schedule as it is.
    """

    id: ScheduleId
    tenant: TenantId
    bot: BotId
    action: Action
    when: When
    zone: str
    state: State
    next_at: datetime | None
    created_by: UserId
    created_at: datetime
    updated_at: datetime
    version: int = 1
    lead: LeadId | None = None
    text: str | None = None
    last: Execution | None = None
    claim: Claim | None = None
    in_step: bool = False

    @property
    def live(self) -> bool:
        """Whether it may still run, and so counts in the quota."""
        return self.state in LIVE

    @property
    def recurring(self) -> bool:
        """Whether it goes on after a run."""
        return not isinstance(self.when, Once)
