"""Schedules: what is done with a bot by the clock."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id, NextCursor, PageQuery, Time, absent
from flotilla.domain.features import Weekday
from flotilla.domain.planning import Oddity
from flotilla.domain.schedules import Action, Result, RunReason, State

Zone = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64),
    Field(description="Whose walls the clock hangs on: an IANA name.", examples=["America/Recife"]),
]
LocalTime = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"),
    Field(description="On the wall, in whole minutes.", examples=["2027-01-31T09:00"]),
]
TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Days = Annotated[list[Weekday], Field(min_length=1, max_length=7)]
Expression = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    Field(description="EventBridge's six fields.", examples=["0 18 L * ? *"]),
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4_096)]
LeadId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class OnceBody(Body):
    """At one time."""

    kind: Literal["once"]
    at: LocalTime


class WeeklyBody(Body):
    """On days of the week."""

    kind: Literal["weekly"]
    days: Days
    time: TimeOfDay


class CronBody(Body):
    """As an expression says."""

    kind: Literal["cron"]
    expression: Expression


WhenBody = Annotated[OnceBody | WeeklyBody | CronBody, Field(discriminator="kind")]


class CreateScheduleBody(Body):
    """A new schedule. `lead_id` and `text` belong to `send_message` and to nothing else."""

    action: Action
    when: WhenBody
    time_zone: Annotated[Zone | None, Field(description="The workspace's, if left out.")] = None
    lead_id: LeadId | None = None
    text: Text | None = None

    def plan(self) -> dict[str, Any]:
        """What was given."""
        return {name: value for name, value in self.model_dump(mode="json").items() if value is not None}


class UpdateScheduleBody(Body):
    """What is to change; the rest stays."""

    action: Action = absent()
    when: WhenBody = absent()
    time_zone: Zone = absent()
    lead_id: LeadId | None = absent()
    text: Text | None = absent()

    def changes(self) -> dict[str, Any]:
        """What was given."""
        return self.model_dump(mode="json", include=self.model_fields_set)


class SchedulePreviewBody(Body):
    """When it would run."""

    action: Action = Action.ENABLE
    when: WhenBody
    time_zone: Annotated[Zone | None, Field(description="The workspace's, if left out.")] = None


class SchedulesQuery(PageQuery):
    """Which schedules."""

    state: Annotated[State | None, Field(description="Only those in this state.")] = None
    live: Annotated[bool | None, Field(description="Only those that may still run, or only those that ended.")] = None


class OnceAnswer(Answer):
    """At one time."""

    kind: Literal["once"]
    at: LocalTime


class WeeklyAnswer(Answer):
    """On days of the week."""

    kind: Literal["weekly"]
    days: list[Weekday]
    time: str


class CronAnswer(Answer):
    """As an expression says."""

    kind: Literal["cron"]
    expression: str


class RunAnswer(Answer):
    """What came of a planned time. `by` is who asked for it by hand; null is the clock."""

    planned_at: Time
    at: Time
    result: Result
    reason: RunReason | None
    by: Id | None


class ScheduleAnswer(Answer):
    """A schedule. It runs within a minute of `next_at`."""

    id: Id
    bot_id: Id
    action: Action
    lead_id: Id | None
    text: str | None
    when: Annotated[OnceAnswer | WeeklyAnswer | CronAnswer, Field(discriminator="kind")]
    time_zone: str
    state: State
    next_at: Time | None
    last: RunAnswer | None
    created_by: Id
    created_at: Time
    updated_at: Time
    version: int


class ScheduleListAnswer(Answer):
    """One page of schedules, newest first."""

    items: list[ScheduleAnswer]
    next_cursor: NextCursor


class RunListAnswer(Answer):
    """One page of what came of planned times, newest first."""

    items: list[RunAnswer]
    next_cursor: NextCursor


class OddAnswer(Answer):
    """A time on the wall that summer time leaves out or shows twice. `runs_at` is null where it does not run then."""

    kind: Oddity
    local: LocalTime
    runs_at: Time | None
    message: str


class SchedulePreviewAnswer(Answer):
    """The next planned times (five at most), the plan in a sentence, and what summer time does to it within a year."""

    runs: list[Time]
    time_zone: str
    sentence: str
    warnings: list[OddAnswer]
