"""How schedules look from outside, and the sentence that says what one does."""

from datetime import datetime

from flotilla.domain.features import Weekday
from flotilla.domain.planning import Odd, Oddity
from flotilla.domain.schedules import Action, Cron, Execution, Once, Schedule, When
from flotilla.domain.views import View, iso, iso_or_none
from flotilla.domain.wall_clock import on_the_wall, read_zone


def schedule_view(schedule: Schedule) -> View:
    """A schedule as people see it."""
    return {
        "id": schedule.id,
        "bot_id": schedule.bot,
        "action": schedule.action.value,
        "lead_id": schedule.lead,
        "text": schedule.text,
        "when": when_view(schedule.when),
        "time_zone": schedule.zone,
        "state": schedule.state.value,
        "next_at": iso_or_none(schedule.next_at),
        "last": execution_view(schedule.last) if schedule.last is not None else None,
        "created_by": schedule.created_by,
        "created_at": iso(schedule.created_at),
        "updated_at": iso(schedule.updated_at),
        "version": schedule.version,
    }


def when_view(when: When) -> View:
    """When it runs, by its kind."""
    if isinstance(when, Once):
        return {"kind": "once", "at": local_text(when.at)}
    if isinstance(when, Cron):
        return {"kind": "cron", "expression": when.expression}
    return {"kind": "weekly", "days": [day.value for day in when.days], "time": when.time}


def execution_view(run: Execution) -> View:
    """What came of a planned time."""
    return {
        "planned_at": iso(run.planned),
        "at": iso(run.at),
        "result": run.result.value,
        "reason": run.reason.value if run.reason is not None else None,
        "by": run.by,
    }


def odd_view(odd: Odd, zone: str) -> View:
    """What summer time does to a planned time, with a sentence."""
    local = local_text(odd.local).replace("T", " ")
    if odd.kind is Oddity.TWICE:
        message = f"{local} comes twice in {zone}; it runs the first time."
    elif odd.runs_at is None:
        message = f"{local} does not exist in {zone}; it does not run that day."
    else:
        message = f"{local} does not exist in {zone}; it runs at {on_the_wall(odd.runs_at, read_zone(zone)):%H:%M}."
    return {
        "kind": odd.kind.value,
        "local": local_text(odd.local),
        "runs_at": iso_or_none(odd.runs_at),
        "message": message,
    }


def sentence(action: Action, when: When, zone: str) -> str:
    """What a schedule does, in one English sentence."""
    return f"{_ACTIONS[action]} {_times(when)}, {zone} time."


def local_text(local: datetime) -> str:
    """A time on the wall as it is written."""
    return local.isoformat(timespec="minutes")


def _times(when: When) -> str:
    if isinstance(when, Once):
        return f"on {when.at:%Y-%m-%d} at {when.at:%H:%M}"
    if isinstance(when, Cron):
        return f"whenever {when.expression} says"
    if len(when.days) == len(Weekday):
        return f"every day at {when.time}"
    return f"every {', '.join(day.value.capitalize() for day in when.days)} at {when.time}"


_ACTIONS = {
    Action.ENABLE: "Enable the bot",
    Action.DISABLE: "Disable the bot",
    Action.PAUSE: "Pause the bot",
    Action.RESUME: "Resume the bot",
    Action.SEND_MESSAGE: "Send the message",
}
