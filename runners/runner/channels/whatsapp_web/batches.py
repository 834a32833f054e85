"""Sends that are due at the same moment go to the page together: a round trip to the browser costs more than a send."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from runner.channels.whatsapp_web.protocol import read_error

Argument = dict[str, object]

SEND_ALL = """async (json) => {
  if (!window.flotilla) throw new Error('not_ready: the bridge is not in the page yet');
  const told = (request) => window.flotilla.send(request).then(
    (value) => ({ value }),
    (error) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  return JSON.stringify(await Promise.all(JSON.parse(json).map(told)));
}"""
"""Takes and gives text: the browser's driver examines each part of anything else, at several times a send's cost."""


class SendBatches:
    """Collects what is asked for in one turn of the event loop; each batch goes at once, also beside others.

    `run` takes the arguments of a batch to the page, as JSON, and returns what `SEND_ALL` answers.
    """

    def __init__(self, run: Callable[[str], Awaitable[str]]) -> None:
        self._run = run
        self._open: list[tuple[Argument, asyncio.Future[Any]]] = []
        self._running: set[asyncio.Task[None]] = set()

    async def send(self, argument: Argument) -> Any:
        """What the bridge's `send()` answers to the argument; raise ChannelError."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        self._open.append((argument, answer))
        if len(self._open) == 1:
            loop.call_soon(self._flush)
        return await answer

    def _flush(self) -> None:
        batch, self._open = self._open, []
        task = asyncio.get_running_loop().create_task(self._bring(batch))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _bring(self, batch: list[tuple[Argument, "asyncio.Future[Any]"]]) -> None:
        try:
            answers = json.loads(await self._run(json.dumps([argument for argument, _ in batch])))
        except Exception as error:  # noqa: BLE001  # Whatever it is, each of those who wait is told.
            for _, waiting in batch:
                if not waiting.done():
                    waiting.set_exception(error)
            return
        for (_, waiting), told in zip(batch, answers, strict=True):
            if waiting.done():
                continue
            if "error" in told:
                waiting.set_exception(read_error(str(told["error"])))
            else:
                waiting.set_result(told["value"])
