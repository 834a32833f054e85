"""The events of schedules, from the changes of what is stored."""

from collections.abc import Iterator

from flotilla.domain.schedule_views import schedule_view
from flotilla.domain.schedules import Result, Schedule, State
from flotilla.domain.views import View

_BOOKKEEPING = ("version", "updated_at")


def schedule_facts(old: Schedule | None, new: Schedule | None) -> Iterator[tuple[str, View]]:
    """What happened to a schedule. Claims, and what the firing clock was told, are nobody's business."""
    if new is None:
        if old is not None and old.live:
            yield "schedule.cancelled", {"schedule": {"id": old.id, "bot_id": old.bot}, "deleted": True}
        return
    data: View = {"schedule": schedule_view(new)}
    if old is None:
        yield "schedule.created", data
        return
    if new.last is not None and new.last != old.last:
        yield ("schedule.executed" if new.last.result is Result.EXECUTED else "schedule.failed"), data
    elif new.state is State.CANCELLED and old.state is not State.CANCELLED:
        yield "schedule.cancelled", data
    elif _seen(old) != _seen(new):
        yield "schedule.updated", data


def _seen(schedule: Schedule) -> View:
    return {name: value for name, value in schedule_view(schedule).items() if name not in _BOOKKEEPING}
