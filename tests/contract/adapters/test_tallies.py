from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import NotFoundError
from flotilla.domain.governor import Tally
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


def test_counts_add_up_by_hour_and_day(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    count = ports.tallies.count
    assert ports.tallies.read(world.tenant, world.bot_id, NOW) == Tally()
    assert count(world.tenant, world.bot_id, NOW, first_contact=False) == Tally(1, 1, 0)
    assert count(world.tenant, world.bot_id, NOW, first_contact=True) == Tally(2, 2, 1)
    later = NOW + timedelta(hours=1)
    assert count(world.tenant, world.bot_id, later, first_contact=True) == Tally(1, 3, 2)
    assert ports.tallies.read(world.tenant, world.bot_id, NOW) == Tally(2, 3, 2)
    assert ports.tallies.read(world.tenant, world.bot_id, NOW + timedelta(days=1)) == Tally()


def test_counts_are_the_tenants_own(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.tallies.count(world.tenant, world.bot_id, NOW, first_contact=True)
    assert ports.tallies.read(NOBODY, world.bot_id, NOW) == Tally()
    with pytest.raises(NotFoundError):
        ports.tallies.count(NOBODY, world.bot_id, NOW, first_contact=True)
