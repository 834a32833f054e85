"""The stream function: a change of state becomes an event on the bus, in the log and on sockets, or comes again."""

from dataclasses import replace

import pytest

from flotilla.adapters.dynamodb.codecs.bots import write_bot
from flotilla.adapters.dynamodb.values import to_raw
from flotilla.domain.bots import Bot
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import ConnectionId
from flotilla.domain.people import Role
from tests.api.conftest import Log
from tests.api.lambdas import Event, invoke, socket_event
from tests.api.world import World


def stream_event(old: Bot | None, new: Bot | None) -> Event:
    images = {name: to_raw(write_bot(bot)) for name, bot in (("OldImage", old), ("NewImage", new)) if bot is not None}
    body = {"ApproximateCreationDateTime": 1767268800, "SequenceNumber": "100", "SizeBytes": 1, "Keys": {}, **images}
    record = {
        "eventID": "event-1",
        "eventName": "MODIFY" if old else "INSERT",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": "arn:aws:dynamodb:us-east-1:000000000000:table/flotilla/stream/x",
        "awsRegion": "us-east-1",
        "dynamodb": {**body, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    }
    return {"Records": [record]}


def test_a_change_reaches_the_bus_the_log_and_the_sockets_of_its_tenant(world: World) -> None:
    for name, business in (("own", world.own), ("other", world.other)):
        ticket = world.services.issue_ticket(business.principal(Role.OWNER)).secret
        invoke("connect", socket_event(name, ticket=ticket))
        world.services.connections.mark_greeted(ConnectionId(name))
    before = world.own.bot
    after = replace(before, name="Renamed", version=before.version + 1)
    assert invoke("relay", stream_event(before, after)) == {"batchItemFailures": []}
    twins = world.services
    assert [event.type for event in twins.event_bus.events] == ["bot.updated"]
    (frame,) = twins.sockets.frames[ConnectionId("own")]
    assert frame["events"][0]["data"]["bot"]["name"] == "Renamed"
    assert ConnectionId("other") not in twins.sockets.frames
    logged = twins.event_log.since(world.own.tenant.id, world.services.clock.now())
    assert [envelope["id"] for envelope in logged] == [frame["events"][0]["id"]]


def test_what_the_bus_does_not_take_comes_again(world: World) -> None:
    world.services.event_bus.failing = True
    with pytest.raises(UnavailableError):
        invoke("relay", stream_event(None, world.own.bot))


def test_a_record_that_cannot_be_read_is_not_swallowed(world: World) -> None:
    event = stream_event(None, world.own.bot)
    del event["Records"][0]["dynamodb"]["NewImage"]["name"]
    with pytest.raises(KeyError):
        invoke("relay", event)


def test_the_batch_is_logged(world: World, log: Log) -> None:
    invoke("relay", stream_event(None, world.own.bot))
    assert log()[-1].items() >= {"message": "relay", "records": 1, "changes": 1}.items()
