"""Schedules, and what came of their planned times."""

from datetime import datetime

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.runtime import epoch
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.features import Weekday
from flotilla.domain.ids import BotId, LeadId, ScheduleId, TenantId, UserId
from flotilla.domain.schedule_views import when_view
from flotilla.domain.schedules import (
    HISTORY,
    Action,
    Claim,
    Cron,
    Execution,
    Once,
    Result,
    RunReason,
    Schedule,
    State,
    Weekly,
    When,
)


def write_schedule(schedule: Schedule) -> Item:
    """The schedule's item; it stands in the fleet's index only while it waits for something."""
    waits = _waits(schedule)
    return {
        **keys.schedule(schedule.tenant, schedule.id)._asdict(),
        "kind": "schedule",
        "v": 1,
        "order": keys.schedule_order(schedule.bot, schedule.id),
        "gsi1pk": keys.SCHEDULES if waits else None,
        "gsi1sk": waits,
        "bot": schedule.bot,
        "action": schedule.action.value,
        "when": when_view(schedule.when),
        "zone": schedule.zone,
        "state": schedule.state.value,
        "next_at": write_time(schedule.next_at),
        "created_by": schedule.created_by,
        "created_at": write_time(schedule.created_at),
        "updated_at": write_time(schedule.updated_at),
        "version": schedule.version,
        "lead": schedule.lead,
        "text": schedule.text,
        "last": _write_result(schedule.last) if schedule.last is not None else None,
        "claim": _write_claim(schedule.claim) if schedule.claim is not None else None,
        "in_step": schedule.in_step or None,
    }


def read_schedule(item: Item) -> Schedule:
    """The schedule in an item."""
    tenant, schedule = keys.tenant_of(item["pk"]), ScheduleId(item["sk"])
    return Schedule(
        id=schedule,
        tenant=tenant,
        bot=BotId(item["bot"]),
        action=Action(item["action"]),
        when=_read_when(item["when"]),
        zone=item["zone"],
        state=State(item["state"]),
        next_at=read_time_or_none(item.get("next_at")),
        created_by=UserId(item["created_by"]),
        created_at=read_time(item["created_at"]),
        updated_at=read_time(item["updated_at"]),
        version=item["version"],
        lead=LeadId(item["lead"]) if "lead" in item else None,
        text=item.get("text"),
        last=_read_result(tenant, schedule, item["last"]) if "last" in item else None,
        claim=_read_claim(item["claim"]) if "claim" in item else None,
        in_step=item.get("in_step", False),
    )


def write_run(run: Execution) -> Item:
    """The item of what came of a planned time; it is forgotten by itself."""
    planned = write_time(run.planned) or ""
    return {
        **keys.run(run.tenant, run.schedule, planned)._asdict(),
        "kind": "run",
        "v": 1,
        **_write_result(run),
        "expires_at": epoch(run.at + HISTORY),
    }


def read_run(item: Item, schedule: ScheduleId) -> Execution:
    """What came of a planned time, in an item."""
    return _read_result(keys.tenant_of(item["pk"]), schedule, item)


def _waits(schedule: Schedule) -> str | None:
    if not schedule.in_step:
        return keys.untold(schedule.id)
    moment = write_time(schedule.next_at)
    return keys.due_at(moment, schedule.id) if moment is not None else None


def _write_result(run: Execution) -> Item:
    return {
        "planned": write_time(run.planned),
        "at": write_time(run.at),
        "result": run.result.value,
        "reason": run.reason.value if run.reason is not None else None,
        "by": run.by,
    }


def _read_result(tenant: TenantId, schedule: ScheduleId, item: Item) -> Execution:
    return Execution(
        tenant=tenant,
        schedule=schedule,
        planned=read_time(item["planned"]),
        at=read_time(item["at"]),
        result=Result(item["result"]),
        reason=RunReason(item["reason"]) if item.get("reason") else None,
        by=UserId(item["by"]) if item.get("by") else None,
    )


def _write_claim(claim: Claim) -> Item:
    return {"planned": write_time(claim.planned), "until": write_time(claim.until)}


def _read_claim(item: Item) -> Claim:
    return Claim(read_time(item["planned"]), read_time(item["until"]))


def _read_when(item: Item) -> When:
    if item["kind"] == "once":
        return Once(datetime.fromisoformat(item["at"]))
    if item["kind"] == "cron":
        return Cron(item["expression"])
    return Weekly(tuple(map(Weekday, item["days"])), item["time"])
