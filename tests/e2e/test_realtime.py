"""The socket: tickets are single use, the snapshot comes first, and events follow within the second."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack

pytestmark = pytest.mark.e2e


@contextmanager
def opened(api: Api, **hello: str) -> Iterator[ClientConnection]:
    """A socket that said hello."""
    ticket = api.post("/realtime/ticket")
    with connect(f"{ticket['url']}?ticket={ticket['ticket']}") as socket:
        socket.send(json.dumps({"action": "hello", **hello}))
        yield socket


def events_until(socket: ClientConnection, kind: str, timeout: float = 20) -> list[dict[str, Any]]:
    """All events up to and including the first of the kind."""
    seen: list[dict[str, Any]] = []
    while not any(event["type"] == kind for event in seen):
        seen += json.loads(socket.recv(timeout=timeout)).get("events", [])
    return seen


def test_snapshot_first_then_what_happens(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    customer = Phone.make(stack, "5511977770001", "Live one (sample)")
    with opened(api) as socket:
        first = json.loads(socket.recv(timeout=10))["events"][0]
        assert first["type"] == "snapshot"
        assert bot in [shown["id"] for shown in first["data"]["bots"]]
        customer.write(BOT_NUMBER, "Hello there")
        seen = events_until(socket, "message.received")
        assert {"lead.created", "message.received"} <= {event["type"] for event in seen}
        message = next(event for event in seen if event["type"] == "message.received")["data"]["message"]
        assert message["text"] == "Hello there"


def test_a_client_that_was_away_gets_what_it_missed_once_it_says_since_when(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    with opened(api) as socket:
        left_at = json.loads(socket.recv(timeout=10))["events"][0]["time"]
    customer = Phone.make(stack, "5511977770002", "Live two (sample)")
    with opened(api) as socket:
        customer.write(BOT_NUMBER, "You were away")
        events_until(socket, "message.received")
    with opened(api, since=left_at) as socket:
        seen = {event["id"]: event for event in events_until(socket, "message.received")}
    assert next(iter(seen.values()))["type"] == "snapshot"
    missed = [event["data"]["message"] for event in seen.values() if event["type"] == "message.received"]
    assert [message["text"] for message in missed if message["chat_id"] == customer.chat] == ["You were away"]


def test_a_ticket_opens_one_socket_and_rubbish_none(stack: Stack) -> None:
    ticket = Api(stack).post("/realtime/ticket")
    address = f"{ticket['url']}?ticket={ticket['ticket']}"
    with connect(address):
        pass
    for refused in (address, f"{ticket['url']}?ticket=rubbish", ticket["url"]):
        with pytest.raises(InvalidStatus) as error, connect(refused):
            pass
        assert error.value.response.status_code in (401, 403)


def test_rubbish_on_an_open_socket_is_answered_and_the_socket_stays(stack: Stack) -> None:
    with opened(Api(stack)) as socket:
        socket.recv(timeout=10)
        for rubbish in ("{", '"text"', '{"action": "dance"}'):
            socket.send(rubbish)
            assert "error" in answer_on(socket)
        socket.send('{"action": "ping"}')
        assert "pong" in answer_on(socket)


def answer_on(socket: ClientConnection) -> dict[str, Any]:
    """The next frame that is no news of what happens."""
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=10))
        if "events" not in frame:
            return frame
