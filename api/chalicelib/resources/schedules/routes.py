"""Schedules: what is done with a bot by the clock."""

from chalicelib.http.endpoints import Call, Reply
from chalicelib.http.errors import PreconditionFailedError
from chalicelib.http.parsing import etag
from chalicelib.resources.schedules.schemas import (
    CreateScheduleBody,
    RunAnswer,
    RunListAnswer,
    ScheduleAnswer,
    ScheduleListAnswer,
    SchedulePreviewAnswer,
    SchedulePreviewBody,
    SchedulesQuery,
    UpdateScheduleBody,
)
from chalicelib.resources.schemas import PageQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, ScheduleId
from flotilla.domain.people import Power
from flotilla.domain.schedule_views import execution_view, odd_view, schedule_view
from flotilla.domain.schedules import LIVE, Schedule, State
from flotilla.domain.views import View, iso

schedules = Resource("schedules")


def _reply(schedule: Schedule) -> Reply:
    return Reply(schedule_view(schedule), {"ETag": etag(schedule.version)})


def _states(query: SchedulesQuery) -> frozenset[State]:
    states = frozenset(State) if query.state is None else frozenset({query.state})
    if query.live is None:
        return states
    return states & LIVE if query.live else states - LIVE


def _list(call: Call, query: SchedulesQuery, bot_id: BotId | None) -> View:
    page = bootstrap.services().list_schedules(
        call.principal, bot_id, _states(query), limit=query.limit, cursor=query.cursor
    )
    return {"items": [schedule_view(one) for one in page.items], "next_cursor": page.next_cursor}


@schedules.endpoint("GET", "/schedules", access=Power.SCHEDULES_READ, returns=ScheduleListAnswer)
def list_schedules(call: Call, query: SchedulesQuery) -> View:
    """List the workspace's schedules, newest first. A filtered page may be short and still have a next one."""
    return _list(call, query, None)


@schedules.endpoint("GET", "/bots/{bot_id}/schedules", access=Power.SCHEDULES_READ, returns=ScheduleListAnswer)
def list_bot_schedules(call: Call, bot_id: BotId, query: SchedulesQuery) -> View:
    """List a bot's schedules, newest first. A filtered page may be short and still have a next one."""
    return _list(call, query, bot_id)


@schedules.endpoint(
    "POST", "/bots/{bot_id}/schedules", access=Power.SCHEDULES_WRITE, returns=ScheduleAnswer, status=201,
    errors=(402, 409), sends=("ETag",),
)  # fmt: skip
def create_schedule(call: Call, bot_id: BotId, body: CreateScheduleBody) -> Reply:
    """Make a schedule. The bot's feature `scheduling` has to be on."""
    return _reply(bootstrap.services().create_schedule(call.principal, bot_id, body.plan()))


@schedules.endpoint("POST", "/schedules/preview", access=Power.SCHEDULES_READ, returns=SchedulePreviewAnswer)
def preview_schedule(call: Call, body: SchedulePreviewBody) -> View:
    """Show when a schedule would run; nothing is stored."""
    preview = bootstrap.services().preview_schedule(call.principal, body.model_dump(mode="json"))
    return {
        "runs": [iso(moment) for moment in preview.runs],
        "time_zone": preview.zone,
        "sentence": preview.sentence,
        "warnings": [odd_view(odd, preview.zone) for odd in preview.odd],
    }


@schedules.endpoint(
    "GET", "/schedules/{schedule_id}", access=Power.SCHEDULES_READ, returns=ScheduleAnswer, sends=("ETag",)
)
def show_schedule(call: Call, schedule_id: ScheduleId) -> Reply:
    """Show a schedule. The ETag is its version."""
    return _reply(bootstrap.services().show_schedule(call.principal, schedule_id))


@schedules.endpoint(
    "PATCH", "/schedules/{schedule_id}", access=Power.SCHEDULES_WRITE, returns=ScheduleAnswer, errors=(409,),
    sends=("ETag",),
)  # fmt: skip
def update_schedule(call: Call, schedule_id: ScheduleId, body: UpdateScheduleBody, if_match: int | None) -> Reply:
    """Change what a schedule does or when; what is left out stays.

    With If-Match, only if it was not changed since that version.
    """
    try:
        return _reply(bootstrap.services().update_schedule(call.principal, schedule_id, body.changes(), if_match))
    except ConflictError as error:
        if if_match is None or error.code != "changed_meanwhile":
            raise
        raise PreconditionFailedError(error.message) from None


@schedules.endpoint(
    "POST", "/schedules/{schedule_id}/pause", access=Power.SCHEDULES_WRITE, returns=ScheduleAnswer, errors=(409,),
    sends=("ETag",),
)  # fmt: skip
def pause_schedule(call: Call, schedule_id: ScheduleId) -> Reply:
    """Pause a schedule. Its times pass and nothing happens."""
    return _reply(bootstrap.services().pause_schedule(call.principal, schedule_id))


@schedules.endpoint(
    "POST", "/schedules/{schedule_id}/resume", access=Power.SCHEDULES_WRITE, returns=ScheduleAnswer, errors=(409,),
    sends=("ETag",),
)  # fmt: skip
def resume_schedule(call: Call, schedule_id: ScheduleId) -> Reply:
    """Resume a paused schedule, from its next time on."""
    return _reply(bootstrap.services().resume_schedule(call.principal, schedule_id))


@schedules.endpoint(
    "POST", "/schedules/{schedule_id}/cancel", access=Power.SCHEDULES_WRITE, returns=ScheduleAnswer, errors=(409,),
    sends=("ETag",),
)  # fmt: skip
def cancel_schedule(call: Call, schedule_id: ScheduleId) -> Reply:
    """Cancel a schedule for good. It stays in the list, with its history."""
    return _reply(bootstrap.services().cancel_schedule(call.principal, schedule_id))


@schedules.endpoint(
    "POST", "/schedules/{schedule_id}/run", access=Power.SCHEDULES_WRITE, returns=RunAnswer, errors=(409,)
)
def run_schedule_now(call: Call, schedule_id: ScheduleId) -> View:
    """Run a schedule now. What recurs runs once more; what was to happen once happens now instead."""
    return execution_view(bootstrap.services().run_schedule_now(call.principal, schedule_id))


@schedules.endpoint("GET", "/schedules/{schedule_id}/runs", access=Power.SCHEDULES_READ, returns=RunListAnswer)
def list_runs(call: Call, schedule_id: ScheduleId, query: PageQuery) -> View:
    """List what came of a schedule's planned times in the last 90 days, newest first."""
    page = bootstrap.services().list_runs(call.principal, schedule_id, limit=query.limit, cursor=query.cursor)
    return {"items": [execution_view(run) for run in page.items], "next_cursor": page.next_cursor}
