"""A bot with its schedules, and the steps that tests take around them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flotilla.domain.events import derive_events
from flotilla.domain.features import Features
from flotilla.domain.ids import ScheduleId
from flotilla.domain.schedules import Execution, Schedule
from flotilla.settings import Settings
from tests.unit.services.world import BOT, TENANT, World, principal

EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def make_world(settings: Settings | None = None, *, scheduling: bool = True) -> World:
    """One whose bot has the feature. It is noon of 1 January 2026, a Thursday, in UTC."""
    world = World(settings=settings)
    switch(world, on=scheduling)
    return world


def switch(world: World, *, on: bool) -> None:
    bot = world.core.bots.get(TENANT, BOT)
    world.core.bots.save(TENANT, replace(bot, features=Features(scheduling=on)))


def once(at: str, **changes: Any) -> dict[str, Any]:
    return {"action": "pause", "when": {"kind": "once", "at": at}, "time_zone": "UTC", **changes}


def daily(time: str, **changes: Any) -> dict[str, Any]:
    when = {"kind": "weekly", "days": EVERY_DAY, "time": time}
    return {"action": "pause", "when": when, "time_zone": "UTC", **changes}


def cron(expression: str, **changes: Any) -> dict[str, Any]:
    return {"action": "pause", "when": {"kind": "cron", "expression": expression}, "time_zone": "UTC", **changes}


def create(world: World, plan: dict[str, Any]) -> Schedule:
    return world.core.create_schedule(principal(), BOT, plan)


def stored(world: World, schedule: Schedule) -> Schedule:
    return world.core.schedules.get(TENANT, schedule.id)


def fire(world: World, schedule: Schedule) -> Execution | None:
    """What the firing clock does; of what is to happen once it forgets the entry by itself."""
    for name, entry in tuple(world.core.scheduler.entries.items()):
        if name.schedule == schedule.id and entry.once:
            world.core.scheduler.remove(name)
    return world.core.run_schedule(TENANT, schedule.id)


def history(world: World, schedule: Schedule) -> list[tuple[str, str | None]]:
    runs = world.core.list_runs(principal(), schedule.id).items
    return [(run.result.value, run.reason.value if run.reason else None) for run in runs]


def entries(world: World) -> dict[ScheduleId, str]:
    return {name.schedule: entry.expression for name, entry in world.core.scheduler.entries.items()}


def at(world: World, moment: datetime) -> None:
    world.core.clock.advance(seconds=(moment - world.core.clock.now()) / timedelta(seconds=1))


def events(world: World) -> list[str]:
    types = [event.type for change in world.core.store.changes for event in derive_events(change)]
    return [one for one in types if one.startswith("schedule.")]
