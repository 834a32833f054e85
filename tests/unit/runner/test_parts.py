import asyncio
import io
import json
import logging
import sys
import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from flotilla.adapters.memory.leases import MemoryLeases
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import ConnectionId, MessageId, RunnerId
from flotilla.domain.leases import Lease
from runner.backoff import Backoff
from runner.capacity import available_bytes, room_for
from runner.health import HealthPage, serve_health
from runner.lease_keeper import LeaseKeeper
from runner.logs import JsonFormatter, speak_about, speak_of
from runner.recent import Recent
from runner.supervisor import Supervisor
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, START, TENANT, FakeChannels, until


def test_delays_double_up_to_a_limit_and_start_over() -> None:
    backoff = Backoff(1.0, 10.0, chance=lambda: 0.5)
    assert [backoff.next() for _ in range(6)] == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    backoff.reset()
    assert backoff.next() == 1.0
    low, high = Backoff(1.0, 10.0, chance=lambda: 0.0).next(), Backoff(1.0, 10.0, chance=lambda: 1.0).next()
    assert (low, high) == (0.75, 1.25)


def test_a_bounded_memory_forgets_its_oldest() -> None:
    recent: Recent[int] = Recent(2)
    for key in (1, 2, 1, 3):
        recent.add(key)
    assert [key in recent for key in (1, 2, 3)] == [True, False, True]


def test_room_is_bounded_by_count_and_by_memory() -> None:
    megabyte = 2**20
    assert room_for(3, starting=0, limit=5, available=None) == 2
    assert room_for(0, starting=0, limit=0, available=900 * megabyte) == 2
    assert room_for(2, starting=2, limit=0, available=900 * megabyte) == 0
    assert room_for(9, starting=0, limit=5, available=None) == 0


def test_a_containers_limit_counts_and_its_caches_do_not(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 9000 kB\nMemAvailable: 5000 kB\n")
    assert available_bytes(tmp_path, tmp_path / "none") == 5_000 * 1024
    (tmp_path / "memory.max").write_text("2000000\n")
    (tmp_path / "memory.current").write_text("1500000\n")
    (tmp_path / "memory.stat").write_text("anon 1\ninactive_file 400000\n")
    assert available_bytes(tmp_path, tmp_path) == 900_000
    (tmp_path / "memory.max").write_text("max\n")
    assert available_bytes(tmp_path, tmp_path) == 5_000 * 1024


async def test_a_heartbeat_carries_proof_and_doorbell(twins: InMemory, tools: Toolbox, lease: Lease) -> None:
    keeper = LeaseKeeper(lease, tools, lambda: ConnectionId("bell"), acquired_at=0.0)
    task = asyncio.create_task(keeper.run())
    keeper.prove(START + timedelta(seconds=1))
    await until(lambda: (now := twins.leases.find(TENANT, BOT)) is not None and now.proven_at is not None)
    assert keeper.lease.connection == "bell"
    twins.leases.acquire(TENANT, BOT, RunnerId("thief"), seen=twins.leases.find(TENANT, BOT))
    await asyncio.wait_for(task, 2)


async def test_sending_ends_when_renewals_fail_and_goes_on_when_they_work(
    tools: Toolbox, lease: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, failing, real = 0.0, True, MemoryLeases.renew

    def renew(self: MemoryLeases, held: Lease) -> Lease:
        if failing:
            raise UnavailableError("No way to the table.")
        return real(self, held)

    monkeypatch.setattr(MemoryLeases, "renew", renew)
    monkeypatch.setattr("runner.lease_keeper.RETRY_SECONDS", 0.02)
    keeper = LeaseKeeper(lease, tools, lambda: None, acquired_at=0.0, monotonic=lambda: now)
    task = asyncio.create_task(keeper.run())
    assert keeper.may_send()
    assert keeper.send_deadline_ms() == tools.now_ms() + 12_000
    now = 12.5
    await asyncio.sleep(0.1)
    assert not keeper.may_send()
    failing = False
    await asyncio.wait_for(keeper.fresh(), 2)
    assert keeper.may_send()
    task.cancel()


async def test_the_health_page_tells_a_stuck_runner(tools: Toolbox, monkeypatch: pytest.MonkeyPatch) -> None:
    supervisor = Supervisor(tools, FakeChannels(), lambda: None)
    server = await serve_health(HealthPage(supervisor, tools.runner, tools.metrics), 0)
    port = server.sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}/health"
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{url}/live")
        assert (answer.status_code, answer.json()["runner"]) == (200, tools.runner)
        assert (await http.get(f"{url}/ready")).status_code == 200
        assert (await http.get(url)).status_code == 404
        assert await _checked(port) == 0

        now = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: now + 60)
        assert [(await http.get(f"{url}/{what}")).status_code for what in ("live", "ready")] == [200, 503]
        monkeypatch.setattr(time, "monotonic", lambda: now + 180)
        assert (await http.get(f"{url}/live")).status_code == 503
        assert await _checked(port) == 1
    server.close()
    await server.wait_closed()
    assert await _checked(port) == 1


async def _checked(port: int) -> int | None:
    """What the container's health check exits with."""
    command = [sys.executable, "-m", "runner.check_health", str(port)]
    process = await asyncio.create_subprocess_exec(
        *command, env={"PYTHONPATH": "runners"}, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


def test_log_lines_name_runner_and_bot() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter(RunnerId("r1")))
    logger = logging.getLogger("tests.runner.logs")
    logger.addHandler(handler)
    speak_of(TENANT, BOT)
    speak_about(MessageId("3EB0"))
    logger.warning("it happened", extra={"count": 3})
    line = json.loads(stream.getvalue())
    assert (line["runner"], line["tenant"], line["bot"]) == ("r1", TENANT, BOT)
    assert line["correlation_id"] == "3EB0"
    assert (line["message"], line["level"], line["count"]) == ("it happened", "WARNING", 3)
