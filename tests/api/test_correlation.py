"""One id ties together what a customer's message set off: in the functions' logs, on sockets, and in the API."""

from datetime import timedelta

from flotilla.adapters.dynamodb.codecs.conversations import write_message
from flotilla.adapters.dynamodb.values import to_raw
from flotilla.adapters.sqs.wire import write_turn
from flotilla.domain.ids import ConnectionId
from flotilla.domain.messages import Direction, Message
from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import Log
from tests.api.lambdas import Event, failed, invoke, socket_event, sqs_event
from tests.api.test_queues import entry, inbound
from tests.api.test_stream import stream_event
from tests.api.world import World


def stored(message: Message) -> Event:
    """The stream's record of a message that was stored."""
    event = stream_event(None, None)
    event["Records"][0]["dynamodb"]["NewImage"] = to_raw(write_message(message))
    return event


def test_one_id_leads_from_what_the_runner_reported_to_what_a_page_is_told(
    world: World, owner: Browser, log: Log
) -> None:
    services, own = world.services, world.own
    ticket = services.issue_ticket(own.principal(Role.OWNER)).secret
    invoke("connect", socket_event("page", ticket=ticket))
    services.connections.mark_greeted(ConnectionId("page"))
    reported = inbound(world, 7)
    log()

    assert failed(invoke("receive", sqs_event(entry(reported)))) == []
    assert {line["correlation_id"] for line in log() if line["message"] == "receive"} == {reported.id}

    services.clock.advance(timedelta(minutes=1))
    [turn] = [one for _, one in services.turn_queue.entries if one.chat == reported.chat]
    assert failed(invoke("answer", sqs_event(("", write_turn(turn)), queue="turns"))) == []
    assert {line["correlation_id"] for line in log() if line["message"] == "answer"} == {reported.id}

    [reply] = services.conversations.outbox(own.tenant.id, own.bot.id)
    assert (reply.direction, reply.correlation) == (Direction.OUT, reported.id)
    services.sockets.frames.clear()
    log()
    invoke("relay", stored(reply))
    relayed = [line for line in log() if "correlation_id" in line]
    assert [(line["correlation_id"], line["bot"]) for line in relayed] == [(reported.id, own.bot.id)]
    told = [event["data"] for frame in services.sockets.frames[ConnectionId("page")] for event in frame["events"]]
    assert {data["message"]["correlation_id"] for data in told if "message" in data} == {reported.id}

    chat = services.conversations.find_chat(own.tenant.id, own.bot.id, reported.chat)
    assert chat is not None
    shown = owner.get(f"/leads/{chat.lead}/messages").body["items"]
    assert {one["correlation_id"] for one in shown} == {reported.id}
    assert {one["direction"] for one in shown} == {"in", "out"}
