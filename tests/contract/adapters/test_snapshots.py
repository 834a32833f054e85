"""Sealed snapshots and the keys that seal them: each bot's are its own."""

from io import BytesIO

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import InvalidInputError, NotFoundError
from flotilla.domain.ids import BotId
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import World


def test_a_bots_snapshots_come_back_newest_first_and_go_one_by_one(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    for name in ("0002", "0010", "0001"):
        ports.snapshots.put(world.tenant, world.bot_id, name, BytesIO(name.encode()))
    assert ports.snapshots.names(world.tenant, world.bot_id) == ("0010", "0002", "0001")
    ports.snapshots.remove(world.tenant, world.bot_id, "0002")
    ports.snapshots.remove(world.tenant, world.bot_id, "0002")
    into = BytesIO()
    ports.snapshots.read(world.tenant, world.bot_id, "0010", into)
    assert into.getvalue() == b"0010"
    with pytest.raises(NotFoundError):
        ports.snapshots.read(world.tenant, world.bot_id, "0002", BytesIO())


def test_a_file_is_stored_from_its_position_on(ports: Ports, fresh: SequentialIds) -> None:
    world, content, into = World(fresh), BytesIO(b"skipped, kept"), BytesIO()
    content.seek(9)
    ports.snapshots.put(world.tenant, world.bot_id, "1", content)
    ports.snapshots.read(world.tenant, world.bot_id, "1", into)
    assert into.getvalue() == b"kept"


def test_bots_and_tenants_go_alone(ports: Ports, fresh: SequentialIds) -> None:
    one, other = World(fresh), World(fresh)
    like_it = BotId(f"{one.bot_id}0")
    for world, bot in ((one, one.bot_id), (one, like_it), (other, other.bot_id)):
        ports.snapshots.put(world.tenant, bot, "1", BytesIO(b"x"))
    ports.snapshots.remove_of_bot(one.tenant, one.bot_id)
    assert ports.snapshots.names(one.tenant, one.bot_id) == ()
    assert ports.snapshots.names(one.tenant, like_it) == ("1",)
    assert ports.snapshots.names(other.tenant, like_it) == ()
    ports.snapshots.remove_all(one.tenant)
    assert ports.snapshots.names(one.tenant, like_it) == ()
    assert ports.snapshots.names(other.tenant, other.bot_id) == ("1",)


def test_a_key_opens_for_its_own_bot_only(ports: Ports, fresh: SequentialIds) -> None:
    one, other = World(fresh), World(fresh)
    key = ports.data_keys.new(one.tenant, one.bot_id)
    assert len(key.plain) == 32
    assert key.plain not in key.sealed
    assert key.plain.hex() not in repr(key)
    assert ports.data_keys.open(one.tenant, one.bot_id, key.sealed) == key.plain
    assert ports.data_keys.new(one.tenant, one.bot_id).plain != key.plain
    for tenant, bot in ((other.tenant, one.bot_id), (one.tenant, other.bot_id)):
        with pytest.raises(InvalidInputError):
            ports.data_keys.open(tenant, bot, key.sealed)
    with pytest.raises(InvalidInputError):
        ports.data_keys.open(one.tenant, one.bot_id, b"not a key at all")
