"""Sockets: a ticket opens one, hello gets the snapshot, rubbish gets an error and the socket stays."""

import json
from typing import Any

import pytest

from chalicelib.sockets import MAX_HEARD_BYTES
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import ConnectionId, RunnerId
from flotilla.domain.people import Role
from flotilla.ports.realtime import Ticket
from tests.api.conftest import Log
from tests.api.lambdas import invoke, socket_event
from tests.api.test_failures import break_service
from tests.api.world import World

SOCKET = "socket-1="


def ticket(world: World, role: Role = Role.OWNER) -> str:
    secret: str = world.services.issue_ticket(world.own.principal(role)).secret
    return secret


def opened(world: World, role: Role = Role.OWNER) -> None:
    assert invoke("connect", socket_event(SOCKET, ticket=ticket(world, role)))["statusCode"] == 200


def heard(world: World, body: str) -> list[dict[str, Any]]:
    """The frames that a message from the client got."""
    before = len(world.services.sockets.frames[ConnectionId(SOCKET)])
    assert invoke("message", socket_event(SOCKET, body))["statusCode"] == 200
    return world.services.sockets.frames[ConnectionId(SOCKET)][before:]


def test_a_ticket_opens_one_socket(world: World) -> None:
    secret = ticket(world)
    assert invoke("connect", socket_event(SOCKET, ticket=secret))["statusCode"] == 200
    assert invoke("connect", socket_event("socket-2=", ticket=secret))["statusCode"] == 401


@pytest.mark.parametrize("secret", [None, "", "rubbish", "x" * 5000])
def test_without_a_valid_ticket_none_opens(world: World, secret: str | None) -> None:
    assert invoke("connect", socket_event(SOCKET, ticket=secret))["statusCode"] == 401
    assert world.services.connections.find(ConnectionId(SOCKET)) is None


def test_an_expired_ticket_opens_none(world: World) -> None:
    secret = ticket(world)
    world.services.clock.advance(seconds=60)
    assert invoke("connect", socket_event(SOCKET, ticket=secret))["statusCode"] == 401


def test_hello_gets_the_snapshot_first(world: World) -> None:
    opened(world)
    (frame,) = heard(world, '{"action": "hello"}')
    first = frame["events"][0]
    assert first["type"] == "snapshot"
    assert [bot["id"] for bot in first["data"]["bots"]] == [world.own.bot.id]
    assert first["data"]["counters"]["leads_by_status"]["capturing"] == 1


def test_hello_with_since_gets_what_was_missed_after_the_snapshot(world: World) -> None:
    opened(world)
    for n in range(3):
        world.services.clock.advance(seconds=1)
        world.services.create_bot(world.own.principal(Role.OWNER), f"Bot {n}")
    world.services.relay_changes(world.services.store.changes)
    world.services.sockets.frames.clear()
    (frame,) = heard(world, '{"action": "hello", "since": "2026-01-01T12:00:00.000Z"}')
    assert frame["events"][0]["type"] == "snapshot"
    created = [event["data"]["bot"]["name"] for event in frame["events"] if event["type"] == "bot.updated"]
    assert created[-3:] == ["Bot 0", "Bot 1", "Bot 2"]


def test_ping_gets_the_servers_time(world: World) -> None:
    opened(world)
    assert heard(world, '{"action": "ping"}') == [{"pong": "2026-01-01T12:00:00.000Z"}]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "bad_message"),
        ("{", "bad_message"),
        ('"text"', "bad_message"),
        ("[]", "bad_message"),
        ("null", "bad_message"),
        ('{"action": "dance"}', "bad_message"),
        ('{"action": 7}', "bad_message"),
        ('{"action": "follow"}', "bad_message"),
        ('{"action": "typing", "lead": ""}', "bad_message"),
        ('{"action": "typing", "lead": "L", "state": "singing"}', "bad_message"),
        ('{"action": "customer_typing", "tenant": "T", "bot": "B", "lead": "L", "state": "singing"}', "bad_message"),
        ('{"action": "follow", "lead": "nobody"}', "not_found"),
        ('{"action": "customer_typing", "tenant": "T", "bot": "B", "lead": "L", "state": "paused"}', "unauthenticated"),
        ('{"action": "hello", "since": "yesterday"}', "bad_message"),
        ('{"action": "hello", "since": "2026-01-01T12:00:00"}', "bad_message"),
        ('{"action": "hello", "tenant": "another"}', "bad_message"),
        ("\ud800", "bad_message"),
        (json.dumps({"action": "x" * MAX_HEARD_BYTES}), "too_large"),
    ],
)
def test_rubbish_gets_an_error_and_the_socket_stays(world: World, body: str, code: str) -> None:
    opened(world)
    (frame,) = heard(world, body)
    assert frame["error"]["code"] == code
    assert frame["error"]["message"].endswith(".")
    assert list(heard(world, '{"action": "ping"}')[0]) == ["pong"]


def test_an_open_chat_is_followed_and_typing_is_told(world: World) -> None:
    opened(world)
    lead = world.own.lead
    assert heard(world, json.dumps({"action": "follow", "lead": lead})) == []
    assert heard(world, json.dumps({"action": "typing", "lead": lead})) == []
    assert [list(frame) for _, _, frame in world.services.doorbell.told] == [["follow"], ["typing"]]


def test_a_socket_that_is_not_known_is_told_to_open_a_new_one(world: World) -> None:
    (frame,) = heard(world, '{"action": "hello"}')
    assert frame["error"]["code"] == "unauthenticated"


def test_a_failure_behind_the_socket_is_told_on_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(world)
    break_service(monkeypatch, world, "greet_connection", UnavailableError("The database does not answer."))
    (frame,) = heard(world, '{"action": "hello"}')
    assert frame == {"error": {"code": "unavailable", "message": "The database does not answer."}}


def test_a_failure_at_the_door_is_no_opened_socket(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = ticket(world)
    break_service(monkeypatch, world, "open_connection", UnavailableError("The database does not answer."))
    assert invoke("connect", socket_event(SOCKET, ticket=secret))["statusCode"] == 503


def test_a_closed_socket_is_forgotten_and_closing_twice_is_harmless(world: World) -> None:
    opened(world)
    for _ in range(2):
        assert invoke("disconnect", socket_event(SOCKET))["statusCode"] == 200
    assert world.services.connections.find(ConnectionId(SOCKET)) is None


def test_nothing_is_sent_to_a_socket_that_went_away(world: World) -> None:
    opened(world)
    world.services.sockets.close(ConnectionId(SOCKET))
    assert heard(world, '{"action": "ping"}') == []


def test_an_answer_that_cannot_be_sent_breaks_nothing(world: World, monkeypatch: pytest.MonkeyPatch, log: Log) -> None:
    opened(world)

    def fail(*_: object) -> bool:
        raise UnavailableError("The socket can't be reached now.")

    monkeypatch.setattr(world.services.sockets, "send", fail)
    assert invoke("message", socket_event(SOCKET, '{"action": "ping"}'))["statusCode"] == 200
    assert log()[-1]["message"] == "socket not reached"


def test_a_runner_opens_a_socket_with_a_ticket_of_its_own(world: World) -> None:
    expires_at = world.services.clock.now().replace(minute=1)
    world.services.tickets.add(Ticket("runner-secret", expires_at, runner=RunnerId("runner-1")))
    assert invoke("connect", socket_event(SOCKET, ticket="runner-secret"))["statusCode"] == 200
    (frame,) = heard(world, '{"action": "hello"}')
    assert [event["type"] for event in frame["events"]] == ["connected"]
    assert frame["events"][0]["data"] == {"connection": SOCKET}
    assert world.own.bot.id not in json.dumps(frame)


def test_a_vendor_hears_nothing_of_bots(world: World) -> None:
    opened(world, Role.VENDOR)
    (frame,) = heard(world, '{"action": "hello"}')
    assert frame["events"][0]["data"]["bots"] == []


def test_each_call_logs_a_line_without_secrets(world: World, log: Log) -> None:
    secret = ticket(world)
    log()
    invoke("connect", socket_event(SOCKET, ticket=secret))
    invoke("message", socket_event(SOCKET, '{"action": "ping"}'))
    invoke("disconnect", socket_event(SOCKET))
    lines = log()
    assert [line["message"] for line in lines] == ["socket opened", "socket heard", "socket closed"]
    assert secret not in json.dumps(lines)
