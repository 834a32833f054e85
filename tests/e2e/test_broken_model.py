"""The model's server breaks in each way; customers get one answer all the same, and soon."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.deepseek_server import BREAKAGES, Script, Server, always, completion, scripted
from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually, own_stack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]  # The first test waits for the stack, too.

SOON = 12.0
"""Seconds from the stored message to the queued reply."""

GOOD = always(completion({"reply": "Of course! What is your name?", "asked": ["name"], "language": "en"}))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with scripted(GOOD) as running:
        yield running


@pytest.fixture(scope="module")
def stack(server: Server) -> Iterator[Stack]:
    """A stack of its own: its functions ask the scripted server."""
    own = own_stack("e2e", 4766, "model", DEEPSEEK_BASE_URL=server.url, DEEPSEEK_API_KEY="sample-key")
    own.start()
    try:
        yield own
    finally:
        own.stop()


@pytest.fixture(scope="module")
def api(stack: Stack) -> Api:
    return linked_bot(stack)[0]


def talk(stack: Stack, api: Api, number: int, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A new customer's message and the one reply to it, as they are stored once the reply has arrived."""
    customer = Phone.make(stack, f"55119777700{number:02d}", f"Customer {number} (sample)")
    customer.write(BOT_NUMBER, text)
    eventually(lambda: customer.replies(BOT_NUMBER), "a reply", timeout=30)
    lead = eventually(lambda: api.lead_of(customer.chat), "the lead")
    said, *replies = api.get(f"/leads/{lead['id']}/messages")["items"]
    assert [one["direction"] for one in replies] == ["out"]
    return said, replies[0]


def test_the_model_answers_with_its_tokens_and_their_cost(stack: Stack, api: Api, server: Server) -> None:
    before = len(server.asked)
    _, reply = talk(stack, api, 90, "Hello, do you have sofas?")
    assert reply["text"].endswith("Of course! What is your name?")
    assert len(server.asked) == before + 1
    assert (reply["ai"]["brain"], reply["ai"]["tokens_in"], reply["ai"]["tokens_out"]) == ("deepseek-chat", 321, 45)
    assert reply["ai"]["cost"] > 0


@pytest.mark.parametrize(("number", "script"), list(enumerate(BREAKAGES.values())), ids=BREAKAGES)
def test_a_broken_server_delays_nobody(stack: Stack, api: Api, server: Server, number: int, script: Script) -> None:
    server.script = GOOD
    talk(stack, api, 20 + number, "Hello")  # A success makes the breaker forget earlier failures.
    server.script, before = script, len(server.asked)
    try:
        said, reply = talk(stack, api, number, "Hi, my name is Ana Souza")
    finally:
        server.script = GOOD
    assert len(server.asked) > before, "The server must have been asked, or nothing was tested."
    assert reply["ai"]["brain"] == "offline"
    assert _stage(reply, "outbox") - _stage(said, "stored") <= SOON * 1000
    assert (
        datetime.fromisoformat(reply["created_at"]) - datetime.fromisoformat(said["created_at"])
    ).total_seconds() < SOON


def _stage(message: dict[str, Any], name: str) -> int:
    """When the message was there, in milliseconds."""
    return int(next(step["at"] for step in message["life"] if step["stage"] == name))
