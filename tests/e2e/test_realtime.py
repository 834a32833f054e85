"""The socket: tickets are single use, the snapshot comes first, and events follow within the second."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from flotilla.domain.policy import Policy
from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.e2e.test_people import last_word
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e

SOCKETS_EACH = Policy().sockets_per_user


@contextmanager
def opened(api: Api, **hello: str) -> Iterator[ClientConnection]:
    """A socket that said hello."""
    ticket = api.post("/realtime/ticket")
    with connect(f"{ticket['url']}?ticket={ticket['ticket']}") as socket:
        socket.send(json.dumps({"action": "hello", **hello}))
        yield socket


def events_until(socket: ClientConnection, *kinds: str, chat: str = "", timeout: float = 20) -> list[dict[str, Any]]:
    """All events up to the frame in which the last of the kinds has come; things of one moment have no order.

    `chat`: only those about it are waited for, since there may still be news of others.
    """
    seen: list[dict[str, Any]] = []
    while not {event["type"] for event in seen if is_about(chat, event)} >= set(kinds):
        seen += json.loads(socket.recv(timeout=timeout)).get("events", [])
    return seen


def is_about(chat: str, event: dict[str, Any]) -> bool:
    """Whether the chat's address is in the event; none is in all."""
    return chat in json.dumps(event["data"])


def test_snapshot_first_then_what_happens(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    customer = Phone.make(stack, "5511966610001", "Live one (sample)")
    with opened(api) as socket:
        first = json.loads(socket.recv(timeout=10))["events"][0]
        assert first["type"] == "snapshot"
        assert bot in [shown["id"] for shown in first["data"]["bots"]]
        customer.write(BOT_NUMBER, "Hello there")
        seen = events_until(socket, "lead.created", "message.received", chat=customer.chat)
        received = [event["data"]["message"] for event in seen if event["type"] == "message.received"]
        assert [one["text"] for one in received if one["chat_id"] == customer.chat] == ["Hello there"]


def test_a_client_that_was_away_gets_what_it_missed_once_it_says_since_when(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    with opened(api) as socket:
        left_at = json.loads(socket.recv(timeout=10))["events"][0]["time"]
    customer = Phone.make(stack, "5511966610002", "Live two (sample)")
    with opened(api) as socket:
        customer.write(BOT_NUMBER, "You were away")
        events_until(socket, "message.received", chat=customer.chat)
    with opened(api, since=left_at) as socket:
        seen = {event["id"]: event for event in events_until(socket, "message.received", chat=customer.chat)}
    assert next(iter(seen.values()))["type"] == "snapshot"
    missed = [event["data"]["message"] for event in seen.values() if event["type"] == "message.received"]
    assert [message["text"] for message in missed if message["chat_id"] == customer.chat] == ["You were away"]


def test_who_types_is_seen_by_those_who_look_in_both_directions(stack: Stack) -> None:
    admin, _ = linked_bot(stack)
    vendor, customer = Api(stack, "vendor"), Phone.make(stack, "5511966610003", "Typist (sample)")
    customer.write(BOT_NUMBER, "Hello, give me a moment")
    eventually(lambda: customer.replies(BOT_NUMBER), "an answer")
    lead = eventually(lambda: admin.lead_of(customer.chat), "the lead")["id"]
    with opened(admin) as theirs, opened(vendor) as hers:
        for socket in (theirs, hers):
            events_until(socket, "snapshot")

        def she_looks_and_they_type() -> None:
            say(hers, "follow", lead)
            types(customer)

        assert typists(theirs, lambda: say(hers, "typing", lead)) == {vendor.get("/me")["user"]["id"]}
        assert typists(hers, she_looks_and_they_type) == {"customer"}


def say(socket: ClientConnection, action: str, lead: str) -> None:
    """What a page says of a chat that it shows."""
    socket.send(json.dumps({"action": action, "lead": lead}))


def types(customer: Phone) -> None:
    """Somebody writes on their phone and has not sent it."""
    where = f"{customer.simulator}/phones/{customer.number}/typing"
    httpx.post(where, json={"with": BOT_NUMBER, "state": "composing"}).raise_for_status()


def typists(socket: ClientConnection, again: Callable[[], object]) -> set[str]:
    """Who is shown to type on a socket first. It is done again and again: a hint may get lost."""
    for _ in range(20):
        again()
        with suppress(TimeoutError):
            seen = events_until(socket, "typing", timeout=2)
            return {event["data"]["typing"]["who"] for event in seen if event["type"] == "typing"}
    raise AssertionError("nobody is shown to type")


def test_of_too_many_sockets_the_oldest_is_closed_and_says_why(stack: Stack) -> None:
    vendor = Api(stack, "vendor")
    with ExitStack() as sockets:
        oldest, *others = [sockets.enter_context(opened(vendor)) for _ in range(SOCKETS_EACH + 1)]
        assert last_word(oldest) == "too_many_sockets"
        others[0].send('{"action": "ping"}')
        assert "pong" in answer_on(others[0])


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
