"""`python -m runner`: hold bots until told to stop."""

import asyncio
import logging
import os
import signal
import socket
import sys
from pathlib import Path

from flotilla.bootstrap import Services, services
from flotilla.domain.errors import MisconfiguredError
from flotilla.domain.ids import BotId, ConnectionId, RunnerId
from flotilla.settings import Settings
from runner.channels.whatsapp_web.browser import WhatsAppWeb
from runner.channels.whatsapp_web.page import load_scripts
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from runner.doorbell import Doorbell
from runner.health import HealthPage, serve_health
from runner.janitor import Janitor
from runner.logs import set_up_logs
from runner.protection import TaskProtection
from runner.supervisor import Supervisor
from runner.threads import Threads
from runner.toolbox import Timing, Toolbox, toolbox_of
from runner.vitals import Vitals

logger = logging.getLogger("runner")


async def run(settings: Settings, tools: Toolbox, snapshots: ProfileSnapshots | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then give everything back."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    channels = WhatsAppWeb(settings, tools.threads, load_scripts(), snapshots)
    bell: Doorbell | None = None

    def connection() -> ConnectionId | None:
        return bell.connection() if bell is not None else None

    def ring(bot: BotId) -> None:
        supervisor.ring(bot)

    supervisor = Supervisor(tools, channels, connection, limit=settings.runner_max_sessions)
    helpers = [asyncio.create_task(channels.make_ready())]
    if settings.websocket_url:
        bell = Doorbell(settings.websocket_url, tools, ring, supervisor.told)
        helpers.append(asyncio.create_task(bell.run()))
    helpers.append(asyncio.create_task(Janitor(channels.logins, tools).run()))
    vitals = Vitals(supervisor, tools.metrics, settings.stage, tools.timing.vitals)
    helpers.append(asyncio.create_task(vitals.run()))
    if settings.ecs_agent_uri:
        protection = TaskProtection(settings.ecs_agent_uri, lambda: bool(supervisor.sessions))
        helpers.append(asyncio.create_task(protection.run()))
    health = (
        await serve_health(HealthPage(supervisor, tools.runner, tools.metrics), settings.runner_health_port)
        if settings.runner_health_port
        else None
    )
    try:
        await supervisor.run(stop)
    finally:
        for helper in helpers:
            helper.cancel()
        await asyncio.gather(*helpers, return_exceptions=True)
        await channels.close()
        if health is not None:
            health.close()


def snapshots_of(container: Services) -> ProfileSnapshots | None:
    """Where profiles are kept sealed; None where no bucket was chosen for them."""
    settings = container.settings
    if not settings.snapshot_bucket:
        return None
    root = Path(settings.runner_profiles_dir).resolve()
    return ProfileSnapshots(root, container.snapshots, container.data_keys, container.clock)


def main() -> int:
    """Run with the environment's settings; 2 if they make no sense."""
    try:
        container = services()
        settings = container.settings
        runner = RunnerId(settings.runner_id or f"{socket.gethostname()}-{container.ids.new()}")
        set_up_logs(runner)
        threads = Threads()
        timing = Timing(probe=settings.runner_probe_seconds, snapshot=settings.runner_snapshot_hours * 3600)
        tools = toolbox_of(container, runner, timing, threads)
        logger.info("runner starts", extra={"pid": os.getpid()})
        asyncio.run(run(settings, tools, snapshots_of(container)))
    except MisconfiguredError as error:
        sys.stderr.write(f"{error.message}\n")
        return 2
    threads.close()
    logger.info("runner ends")
    return 0


if __name__ == "__main__":
    sys.exit(main())
