"""What the bridge tells of itself. The driver's own bindings take two round trips more with every call than these."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import CDPSession, Error

logger = logging.getLogger(__name__)

BINDING = "flotillaEmit"


class Emissions:
    """Takes the bridge's deliveries, and answers each: one that was not taken is made again.

    `heard` gets a batch of events and returns when nothing of it can get lost any more.
    """

    def __init__(self, session: CDPSession, heard: Callable[[str], Awaitable[object]]) -> None:
        self._session = session
        self._heard = heard
        self._under_way: set[asyncio.Task[None]] = set()

    async def listen(self) -> None:
        """From now on, through all reloads of the page."""
        self._session.on("Runtime.bindingCalled", self._called)
        # Without the domain being enabled the binding would be lost when the page gets another process.
        await self._session.send("Runtime.enable")
        await self._session.send("Runtime.addBinding", {"name": BINDING})

    def _called(self, event: dict[str, Any]) -> None:
        if event["name"] != BINDING:
            return
        task = asyncio.create_task(self._take(event["payload"]))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _take(self, delivery: str) -> None:
        """`delivery` is its name, a line break, and the batch. The name keeps an answer from reaching another page."""
        name, _, batch = delivery.partition("\n")
        try:
            await self._heard(batch)
        except Exception as error:  # noqa: BLE001  # Whatever it is: the bridge has it still, and brings it again.
            logger.warning("events not taken yet", extra={"why": f"{type(error).__name__}: {error}"[:300]})
            await self._answer(name, ok=False)
        else:
            await self._answer(name, ok=True)

    async def _answer(self, name: str, *, ok: bool) -> None:
        try:
            expression = f"window.flotilla?.taken({json.dumps(name)}, {json.dumps(ok)})"
            await self._session.send("Runtime.evaluate", {"expression": expression})
        except Error as error:
            # The page is gone, or going. One that stays brings it again after a while.
            logger.info("events not answered", extra={"why": error.message.partition("\n")[0][:200]})
