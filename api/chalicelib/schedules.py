"""The handlers of the clock: what is due without anybody asking."""

from dataclasses import asdict
from typing import Any

from chalicelib.log import begin, logger
from chalicelib.metrics import count
from flotilla import bootstrap
from flotilla.domain.ids import ScheduleId, TenantId


def keep_house(_event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Finish what changes of the team left to do, and remove for good what people deleted or abandoned.

    What isn't done in one hour is gone on with in the next. A failure is raised: the alarm of failed calls sees it.
    """
    begin(context)
    services = bootstrap.services()
    emptied = services.keep_retention()
    done = {
        "people_released": services.finish_releases(),
        "workspaces_removed": services.purge_tenants(),
        "bots_removed": services.purge_bots(),
        "uploads_swept": services.sweep_uploads(),
        "sends_stuck": services.count_stuck_sends(),
        "turns_stuck": services.requeue_turns(),
        "messages_emptied": emptied.messages,
        "files_emptied": emptied.files,
        "leads_emptied": emptied.leads,
    }
    logger.info("housekeeping", extra=done)
    count(done)
    return done


def scale_fleet(_event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Bring the number of runners to what the bots need: each minute, and whenever a bot changed."""
    begin(context)
    done = {"runners": bootstrap.services().scale_fleet()}
    count(done)
    return done


def run_one(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Run the schedule that an entry names. A failure is raised, so that the call comes again."""
    begin(context)
    run = bootstrap.services().run_schedule(TenantId(event["tenant"]), ScheduleId(event["schedule"]))
    result = run.result.value if run is not None else None
    logger.info("schedule fired", extra={"schedule": event["schedule"], "planned": event["planned"], "result": result})
    return {"result": result}


def reconcile(_event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Heal schedules; what can't be healed now is tried again in a minute."""
    begin(context)
    done = asdict(bootstrap.services().reconcile_schedules())
    logger.info("schedules reconciled", extra=done)
    count({f"schedules_{name}": number for name, number in done.items()})
    return done


def enforce_plans(_event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Look at the workspaces in grace: write to their people, and suspend what is too much once the time is over."""
    begin(context)
    looked_at = bootstrap.services().enforce_plans()
    logger.info("plans", extra={"workspaces": looked_at})
    count({"workspaces_in_grace": looked_at})
    return {"workspaces": looked_at}
