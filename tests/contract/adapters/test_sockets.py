import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from flotilla.adapters.aws import Aws
from flotilla.adapters.memory.clock import SequentialIds
from flotilla.adapters.references import MAX_PAYLOAD
from flotilla.adapters.websocket import ApiGatewaySockets, SocketDoorbell
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import ConnectionId, RunnerId
from flotilla.settings import Settings
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated
from tests.contract.adapters.samples import World
from tests.contract.adapters.sockets import SocketApi, socket_api


@pytest.fixture(scope="module")
def api(aws: Settings) -> SocketApi:
    return socket_api(aws.aws_endpoint_url)


@pytest.fixture
def sockets(api: SocketApi) -> ApiGatewaySockets:
    return ApiGatewaySockets(Aws(region="us-east-1").client("apigatewaymanagementapi", endpoint=api.endpoint))


def _event(number: int, text: str) -> dict[str, Any]:
    return {"id": f"e{number}", "data": {"message": {"id": f"m{number}", "lead_id": "l", "text": text}}}


def test_a_frame_reaches_the_client(api: SocketApi, sockets: ApiGatewaySockets) -> None:
    with api.opened() as (connection, socket):
        assert sockets.send(connection, {"pong": "olá"})
        assert json.loads(socket.recv(timeout=5)) == {"pong": "olá"}


def test_many_events_arrive_in_order_in_several_frames(api: SocketApi, sockets: ApiGatewaySockets) -> None:
    events = [_event(number, "ç" * 20_000) for number in range(9)]
    events[4] = _event(4, "x" * MAX_PAYLOAD)
    with api.opened() as (connection, socket):
        assert sockets.send(connection, {"events": events})
        heard: list[dict[str, Any]] = []
        while len(heard) < len(events):
            frame = socket.recv(timeout=5)
            assert len(str(frame).encode()) < 128 * 1024
            heard += json.loads(frame)["events"]
    ids = {"message": {"id": "m4", "lead_id": "l"}}
    assert heard == [*events[:4], {"id": "e4", "data": ids, "reference": True}, *events[5:]]


def test_a_closed_socket_is_gone(api: SocketApi, sockets: ApiGatewaySockets) -> None:
    with api.opened() as (connection, _):
        pass
    deadline = time.monotonic() + 5
    while sockets.send(connection, {"pong": ""}) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not sockets.send(connection, {"pong": ""})
    assert not sockets.send(ConnectionId("never-was"), {"pong": ""})


def test_a_gateway_that_can_not_be_reached_is_unavailable() -> None:
    nowhere = ApiGatewaySockets(client("apigatewaymanagementapi", "http://127.0.0.1:9"))
    with pytest.raises(UnavailableError):
        nowhere.send(ConnectionId("c"), {})


@contextmanager
def _holder(
    emulated: Emulated, api: SocketApi, sockets: ApiGatewaySockets, fresh: SequentialIds
) -> Iterator[tuple[World, SocketDoorbell, Any]]:
    world = World(fresh)
    emulated.bots.add(world.tenant, world.a_bot())
    lease = emulated.leases.acquire(world.tenant, world.bot_id, RunnerId("runner-1"), seen=None)
    assert lease is not None
    with api.opened() as (connection, socket):
        emulated.leases.renew(replace(lease, connection=connection))
        yield world, SocketDoorbell(emulated.leases, sockets), socket


def test_the_doorbell_rings_at_the_holder(
    emulated: Emulated, api: SocketApi, sockets: ApiGatewaySockets, fresh: SequentialIds
) -> None:
    with _holder(emulated, api, sockets, fresh) as (world, doorbell, socket):
        doorbell.ring(world.tenant, world.bot_id)
        assert json.loads(socket.recv(timeout=5)) == {"doorbell": {"bot": world.bot_id}}


def test_a_bell_that_nobody_hears_is_no_failure(emulated: Emulated, fresh: SequentialIds) -> None:
    world = World(fresh)
    nowhere = ApiGatewaySockets(client("apigatewaymanagementapi", "http://127.0.0.1:9"))
    doorbell = SocketDoorbell(emulated.leases, nowhere)
    doorbell.ring(world.tenant, world.bot_id)
    emulated.bots.add(world.tenant, world.a_bot())
    lease = emulated.leases.acquire(world.tenant, world.bot_id, RunnerId("runner-1"), seen=None)
    doorbell.ring(world.tenant, world.bot_id)
    assert lease is not None
    emulated.leases.renew(replace(lease, connection=ConnectionId("gone")))
    doorbell.ring(world.tenant, world.bot_id)
