"""What people may set on a schedule, and the limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flotilla.domain.cron import LAST_YEAR, bare, parse_cron
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.features import Weekday
from flotilla.domain.ids import LeadId
from flotilla.domain.planning import MIN_INTERVAL, next_run, too_often
from flotilla.domain.schedules import Action, Cron, Once, Weekly, When
from flotilla.domain.wall_clock import read_zone
from flotilla.domain.working_hours import minutes_of
from flotilla.services.checked_fields import check_fields
from flotilla.services.send_message import MAX_TEXT

MAX_EXPRESSION = 200
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a schedule does and when, as people say it."""

    action: Action
    when: When
    zone: str
    lead: LeadId | None = None
    text: str | None = None


def check_plan(values: Mapping[str, Any], now: datetime) -> Plan:
    """The plan in the domain's types: `action`, `when` (by its `kind`), `time_zone`, and `lead_id` with `text`.

    Raise InvalidInputError naming each value that can't be used.
    """
    checked = check_fields(values, _CHECKS, _REFUSED)
    plan = Plan(checked["action"], checked["when"], checked["time_zone"], checked.get("lead_id"), checked.get("text"))
    if too_often(plan.when):
        minutes = int(MIN_INTERVAL.total_seconds() // 60)
        raise InvalidInputError(_REFUSED, fields={"when": f"Runs are at least {minutes} minutes apart."})
    if next_run(plan.when, plan.zone, now) is None:
        raise InvalidInputError(_REFUSED, fields={"when": "This time has passed, or never comes."}, code="time_passed")
    _check_message(plan)
    return plan


def _check_message(plan: Plan) -> None:
    sends = plan.action is Action.SEND_MESSAGE
    missing = {"lead_id": plan.lead is None, "text": plan.text is None}
    wrong = {
        name: "Needed to send a message." if sends else "Only to send a message."
        for name, absent in missing.items()
        if absent is sends
    }
    if wrong:
        raise InvalidInputError(_REFUSED, fields=wrong)


def _when(value: object) -> When:
    if not isinstance(value, Mapping):
        raise ValueError("An object with a kind: once, weekly or cron.")  # noqa: TRY004 - the caller collects these
    given = dict(value)
    kind = given.pop("kind", None)
    readers = {"once": (_once, {"at"}), "weekly": (_weekly, {"days", "time"}), "cron": (_cron, {"expression"})}
    if kind not in readers:
        raise ValueError("A kind: once, weekly or cron.")
    read, members = readers[kind]
    if set(given) != members:
        raise ValueError(f"With {kind} go {', '.join(sorted(members))}.")
    return read(given)


def _once(given: Mapping[str, Any]) -> When:
    try:
        at = datetime.fromisoformat(str(given["at"]))
    except ValueError:
        raise ValueError("A local time, such as 2027-01-31T09:00.") from None
    if at.tzinfo is not None or at.second or at.microsecond or not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError("A local time in whole minutes, such as 2027-01-31T09:00; the time zone stands beside it.")
    return Once(at)


def _weekly(given: Mapping[str, Any]) -> When:
    days = given["days"]
    if isinstance(days, str) or not isinstance(days, Sequence) or not days or not set(days) <= set(Weekday):
        raise ValueError(f"At least one day of {', '.join(Weekday)}.")
    try:
        minutes_of(str(given["time"]))
    except ValueError:
        raise ValueError("A time from 00:00 to 23:59.") from None
    return Weekly(tuple(day for day in Weekday if day in days), str(given["time"]))


def _cron(given: Mapping[str, Any]) -> When:
    text = bare(str(given["expression"]))
    if len(text) > MAX_EXPRESSION:
        raise ValueError(f"An expression has at most {MAX_EXPRESSION} characters.")
    parse_cron(text)
    return Cron(text.upper())


def _action(value: object) -> Action:
    if value not in tuple(Action):
        raise ValueError(f"One of {', '.join(Action)}.")
    return Action(str(value))


def _zone(value: object) -> str:
    try:
        return read_zone(value).key
    except ValueError:
        raise ValueError("The name of a time zone, such as America/Recife.") from None


def _lead(value: object) -> LeadId | None:
    return LeadId(str(value)) if value is not None else None


def _text(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= MAX_TEXT:
        raise ValueError(f"1 to {MAX_TEXT} characters.")
    return value


_REFUSED = "The schedule can't be used like this."
_CHECKS = {"action": _action, "when": _when, "time_zone": _zone, "lead_id": _lead, "text": _text}
