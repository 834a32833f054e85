"""The bridge's deliveries and their answers, over a session that a test plays."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Error

from runner.channels.whatsapp_web.emissions import Emissions


class Session:
    """The part of a CDP session that is used; `gone` refuses evaluations, as that of a closed page does."""

    def __init__(self) -> None:
        self.handlers: dict[str, Callable[[dict[str, Any]], None]] = {}
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.gone = False

    def on(self, event: str, handler: Callable[[dict[str, Any]], None]) -> None:
        self.handlers[event] = handler

    async def send(self, method: str, params: dict[str, Any] | None = None) -> None:
        if self.gone:
            raise Error("Target closed")
        self.sent.append((method, params or {}))

    def call(self, payload: str, name: str = "flotillaEmit") -> None:
        self.handlers["Runtime.bindingCalled"]({"name": name, "payload": payload, "executionContextId": 1})

    def answers(self) -> list[str]:
        return [params["expression"] for method, params in self.sent if method == "Runtime.evaluate"]


async def listening(heard: Callable[[str], Any]) -> Session:
    session = Session()
    await Emissions(session, heard).listen()  # type: ignore[arg-type]  # It has what is used of a CDPSession.
    return session


async def test_a_delivery_is_answered_when_it_is_safe_and_not_before() -> None:
    safe, batches = asyncio.Event(), []

    async def heard(batch: str) -> None:
        batches.append(batch)
        await safe.wait()

    session = await listening(heard)
    session.call('page-1/7\n[{"text":"two\\nlines"}]')
    await asyncio.sleep(0.01)
    assert (batches, session.answers()) == (['[{"text":"two\\nlines"}]'], [])
    safe.set()
    await asyncio.sleep(0.01)
    assert session.answers() == ['window.flotilla?.taken("page-1/7", true)']


@pytest.mark.parametrize("gone", [False, True])
async def test_what_was_not_taken_is_asked_for_again_unless_the_page_is_gone(gone: bool) -> None:
    async def heard(_batch: str) -> None:
        raise RuntimeError("The session is not open.")

    session = await listening(heard)
    session.gone = gone
    session.call("page-1/8\n[]")
    await asyncio.sleep(0.01)
    assert session.answers() == ([] if gone else ['window.flotilla?.taken("page-1/8", false)'])


async def test_others_bindings_are_passed_over() -> None:
    heard: list[str] = []

    async def hear(batch: str) -> None:
        heard.append(batch)

    session = await listening(hear)
    session.call("x", name="somebodyElses")
    await asyncio.sleep(0.01)
    assert (heard, session.answers()) == ([], [])
    assert [method for method, _ in session.sent] == ["Runtime.enable", "Runtime.addBinding"]
