import asyncio

import httpx

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.health import Vitals
from flotilla.domain.sessions import Reason
from runner.channels.port import UNREADABLE, EventLost
from runner.health import HealthPage, serve_health
from runner.supervisor import Supervisor
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, TENANT, FakeChannel, FakeChannels, make_bot, make_message, make_seen, until


async def test_prometheus_is_told_what_the_runner_does_and_nothing_of_people(twins: InMemory, tools: Toolbox) -> None:
    channels, stop = FakeChannels(), asyncio.Event()

    def prepare(channel: FakeChannel) -> None:
        channel.vitals = Vitals(tick_age_ms=10, lag_ms=250, backlog=2, event_age_ms=100)

    channels.prepare = prepare
    twins.bots.add(TENANT, make_bot())
    supervisor = Supervisor(tools, channels, lambda: None)
    running = asyncio.create_task(supervisor.run(stop))
    server = await serve_health(HealthPage(supervisor, tools.runner, tools.metrics), 0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as http:

        async def until_told(line: str) -> str:
            for _ in range(500):
                text = (await http.get("/metrics")).text
                if line in text:
                    return text
                await asyncio.sleep(0.01)
            raise AssertionError(f"{line} is not in {text}")

        await until_told('flotilla_sessions{reason="",status="WORKING"} 1.0')
        twins.conversations.add_message(TENANT, make_message(1))
        await channels.listeners[0].heard([make_seen(1), make_seen(2, type=UNREADABLE), EventLost(5)])
        await until_told(f'flotilla_sends_total{{bot="{BOT}",outcome="done"}} 1.0')
        await until_told(f'flotilla_inbound_total{{bot="{BOT}"}} 2.0')
        channels.opened[0].lost.set_result(Reason.PAGE_CRASHED)
        crash = f'bot="{BOT}",reason="page_crashed",remedy="restart"'
        text = await until_told(f"flotilla_session_remedies_total{{{crash}}} 1.0")
        for line in (
            f'flotilla_unreadable_total{{bot="{BOT}"}} 1.0',
            f'flotilla_lost_total{{bot="{BOT}"}} 1.0',
            'flotilla_lease_takeovers_total{from="nobody"} 1.0',
            f'flotilla_probe_lag_seconds{{bot="{BOT}"}} 0.25',
            f'flotilla_events_backlog{{bot="{BOT}"}} 2.0',
            f'flotilla_session_memory_bytes{{bot="{BOT}"}} 1e+06',
            "flotilla_driver_up 1.0",
            "flotilla_tick_age_seconds",
        ):
            assert line in text
    assert f'"{TENANT}"' not in text
    assert "55119" not in text
    server.close()
    stop.set()
    await running
    await until(lambda: channels.opened[-1].closed)
