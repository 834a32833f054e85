from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.bots import Desired
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.health import Health, Load, Losses, Vitals
from flotilla.domain.ids import ConnectionId, RunnerId
from flotilla.domain.leases import Lease
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

ONE, TWO = RunnerId("runner-1"), RunnerId("runner-2")


def _acquire(ports: Ports, world: World, runner: RunnerId, seen: Lease | None) -> Lease:
    if seen is None:
        ports.bots.add(world.tenant, world.a_bot())
    lease = ports.leases.acquire(world.tenant, world.bot_id, runner, seen=seen)
    assert lease is not None
    return lease


def test_one_of_many_runners_gets_a_new_bot(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.bots.add(world.tenant, world.a_bot())
    assert ports.leases.find(world.tenant, world.bot_id) is None

    def acquire(number: int) -> Lease | None:
        return ports.leases.acquire(world.tenant, world.bot_id, RunnerId(f"runner-{number}"), seen=None)

    with ThreadPoolExecutor(10) as pool:
        got = [lease for lease in pool.map(acquire, range(10)) if lease is not None]
    assert len(got) == 1
    assert got[0].fence == 1
    assert ports.leases.find(world.tenant, world.bot_id) == got[0]
    assert [lease for lease in ports.leases.list() if lease.bot == world.bot_id] == got


def test_a_heartbeat_counts_and_carries_proof_and_socket(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _acquire(ports, world, ONE, None)
    health = Health(NOW, None, "MAIN", "NORMAL", 3, Vitals(1, 2, 0, None), Load(4, 1, 900), echoes_lost=1)
    health = replace(health, losses=Losses(unreadable=2, lost=1, gaps=3))
    told = replace(lease, connection=ConnectionId("socket"), proven_at=NOW, health=health)
    renewed = ports.leases.renew(told)
    expected = replace(told, counter=lease.counter + 1)
    assert renewed == expected
    assert ports.leases.find(world.tenant, world.bot_id) == expected


def test_a_takeover_raises_the_fence_and_forgets_the_proof(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    seen = ports.leases.renew(replace(_acquire(ports, world, ONE, None), proven_at=NOW))
    taken = _acquire(ports, world, TWO, seen)
    assert (taken.holder, taken.fence, taken.proven_at) == (TWO, seen.fence + 1, None)
    with pytest.raises(StaleHolderError):
        ports.leases.renew(seen)
    ports.leases.release(seen)
    assert ports.leases.find(world.tenant, world.bot_id) == taken


def test_a_lease_that_moved_is_not_taken(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    seen = _acquire(ports, world, ONE, None)
    alive = ports.leases.renew(seen)
    assert ports.leases.acquire(world.tenant, world.bot_id, TWO, seen=seen) is None
    assert ports.leases.acquire(world.tenant, world.bot_id, TWO, seen=None) is None
    assert ports.leases.acquire(NOBODY, world.bot_id, TWO, seen=alive) is None
    assert ports.leases.find(world.tenant, world.bot_id) == alive


def test_a_released_lease_is_free_at_once_and_its_fence_lives_on(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    health = Health(NOW, None, None, None, 3, Vitals(), Load())
    lease = ports.leases.renew(replace(_acquire(ports, world, ONE, None), proven_at=NOW, health=health))
    ports.leases.release(lease)
    released = ports.leases.find(world.tenant, world.bot_id)
    assert released == replace(lease, holder=None, proven_at=None, health=None)
    with pytest.raises(StaleHolderError):
        ports.leases.renew(lease)
    with pytest.raises(StaleHolderError):
        ports.leases.renew(released)
    assert _acquire(ports, world, TWO, released).fence == lease.fence + 1


@pytest.mark.parametrize("changes", [None, {"desired": Desired.DISABLED}, {"deleted": True}, {"suspended": True}])
def test_a_bot_that_should_not_run_gets_no_first_lease(
    ports: Ports, fresh: SequentialIds, changes: dict[str, Any] | None
) -> None:
    world = World(fresh)
    if changes is not None:
        ports.bots.add(world.tenant, world.a_bot(**changes))
    assert ports.leases.acquire(world.tenant, world.bot_id, ONE, seen=None) is None
    assert ports.leases.find(world.tenant, world.bot_id) is None


def test_another_tenant_sees_no_lease(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _acquire(ports, world, ONE, None)
    assert ports.leases.find(NOBODY, world.bot_id) is None
    with pytest.raises(StaleHolderError):
        ports.leases.renew(replace(lease, tenant=NOBODY))
    ports.leases.release(replace(lease, tenant=NOBODY))
    assert ports.leases.find(world.tenant, world.bot_id) == lease
