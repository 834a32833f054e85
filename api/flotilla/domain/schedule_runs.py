"""A schedule's way through its runs: due → claimed → settled, and what people do to it between them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import UserId
from flotilla.domain.planning import next_run, runs_between
from flotilla.domain.schedules import CLAIM, Claim, Execution, Result, RunReason, Schedule, State


@dataclass(frozen=True, slots=True)
class Due:
    """What to do about a time that has come: run it unless it is too late. `overtaken`: an earlier one that is lost."""

    planned: datetime
    late: bool
    overtaken: datetime | None = None


def due(schedule: Schedule, now: datetime, grace: timedelta) -> Due | None:
    """What is to be done now, or None: nothing is due, or somebody is at it.

    Of several times that have passed only the newest is run: nobody wants yesterday's eight messages at once.
    """
    first = schedule.next_at
    if schedule.state is not State.PENDING or first is None or first > now or _is_claimed(schedule, now):
        return None
    oldest = now - grace
    fresh = runs_between(schedule.when, schedule.zone, max(oldest, first) - _INSTANT, now)
    if not fresh:
        return Due(first, late=True)
    return Due(fresh[-1], late=False, overtaken=first if first < fresh[-1] else None)


def claim(schedule: Schedule, planned: datetime, now: datetime) -> Schedule:
    """The schedule with its run begun. Saved on condition of its version, it begins once."""
    return replace(schedule, claim=Claim(planned, now + CLAIM))


def unclaim(schedule: Schedule) -> Schedule:
    """The schedule with its run to be tried again."""
    return replace(schedule, claim=None)


def settle(schedule: Schedule, run: Execution, *, fired: bool) -> Schedule:
    """The schedule after what came of a planned time, with the next one.

    `fired`: whether the firing clock did its part; if not, it has to be told of the schedule again. Where the claim is
    gone somebody changed the schedule meanwhile, and it stays as they left it.
    """
    if schedule.claim is None or schedule.claim.planned != run.planned:
        return replace(schedule, last=run, updated_at=run.at)
    settled = replace(schedule, last=run, claim=None, updated_at=run.at)
    if not schedule.recurring:
        return replace(settled, state=State(run.result.value), next_at=None, in_step=schedule.in_step and fired)
    if schedule.next_at is None or schedule.next_at > run.planned:
        return settled
    following = next_run(schedule.when, schedule.zone, max(run.planned, run.at))
    if following is None:
        return replace(settled, state=State(run.result.value), next_at=None, in_step=False)
    return replace(settled, next_at=following, in_step=schedule.in_step and fired)


def end(schedule: Schedule, now: datetime) -> Schedule:
    """The schedule, cancelled. Raise ConflictError (`schedule_ended`) if it has ended already."""
    require_live(schedule)
    return replace(schedule, state=State.CANCELLED, next_at=None, claim=None, in_step=False, updated_at=now)


def pause(schedule: Schedule, now: datetime) -> Schedule:
    """The schedule, silent; as it is if it is so already. Raise ConflictError (`schedule_ended`)."""
    require_live(schedule)
    if schedule.state is State.PAUSED:
        return schedule
    return replace(schedule, state=State.PAUSED, next_at=None, claim=None, in_step=False, updated_at=now)


def resume(schedule: Schedule, now: datetime) -> Schedule:
    """The schedule, with its next time from now on; as it is if it isn't paused.

    Raise ConflictError: `schedule_ended`, or `time_passed` if no time is left.
    """
    require_live(schedule)
    if schedule.state is State.PENDING:
        return schedule
    following = next_run(schedule.when, schedule.zone, now)
    if following is None:
        raise ConflictError("Its time has passed. Give it another one.", code="time_passed")
    return replace(schedule, state=State.PENDING, next_at=following, in_step=False, updated_at=now)


def require_live(schedule: Schedule) -> None:
    """Raise ConflictError (`schedule_ended`) if nothing will come of it any more."""
    if not schedule.live:
        raise ConflictError(f"This schedule is {schedule.state.value}. Make a new one.", code="schedule_ended")


def execution(
    schedule: Schedule,
    planned: datetime,
    at: datetime,
    result: Result,
    reason: RunReason | None = None,
    by: UserId | None = None,
) -> Execution:
    """What came of one planned time."""
    return Execution(schedule.tenant, schedule.id, planned, at, result, reason, by)


_INSTANT = timedelta(microseconds=1)


def _is_claimed(schedule: Schedule, now: datetime) -> bool:
    return schedule.claim is not None and schedule.claim.until > now
