"""Our sessions behind the same commands as `rival/host.js`, one JSON line each way, so that both are measured alike.

It is the runner's own channel: driver, browsers, bridge and translation of events, with no store or queue behind it.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.ids import BotId, ChatId, TenantId, outgoing_message_id
from flotilla.settings import read_settings
from runner.channels.port import Channel, ChannelEvent, MessageSeen, QrSeen, SendOrder, StateSeen
from runner.channels.whatsapp_web.browser import WhatsAppWeb
from runner.channels.whatsapp_web.page import load_scripts
from runner.threads import Threads

DEADLINE_MS = 60_000


def tell(**line: Any) -> None:
    """Say something to whoever measures."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class Ear:
    """Hears one session: tells of codes, and notes the milliseconds from the page's event to this handler.

    `works` is set as soon as the page says that messages can flow: by that a session knows it too.
    """

    def __init__(self, session: int) -> None:
        self._session = session
        self.delays: list[float] = []
        self.works = asyncio.Event()

    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Implements ChannelListener."""
        now = time.time() * 1000
        for event in events:
            if isinstance(event, QrSeen) and event.qr:
                tell(event="qr", session=self._session, qr=event.qr)
            elif isinstance(event, StateSeen) and event.state.main:
                self.works.set()
            elif isinstance(event, MessageSeen) and not event.from_me:
                self.delays.append(now - event.at_ms)
                tell(event="heard", session=self._session)


class Sessions:
    """The sessions of this process, and what can be asked of them."""

    def __init__(self, channels: WhatsAppWeb) -> None:
        self._channels = channels
        self._held: dict[int, tuple[Channel, Ear]] = {}
        self._starts = 0

    async def open(self, session: int) -> None:
        """Return when the session is logged in; a code is told as long as it isn't."""
        self._starts += 1
        ear = Ear(session)
        channel = await self._channels.open(_bot(session), self._starts, ear)
        self._held[session] = channel, ear
        await ear.works.wait()
        # As a session does: the first send's look-ups are warmed as soon as the page takes anything.
        await channel.warm()

    async def close(self, session: int) -> None:
        """End the session; its login stays in its profile."""
        channel, _ = self._held.pop(session)
        await channel.close()

    async def send(self, session: int, chats: list[str], count: int, at_once: int) -> float:
        """Seconds that so many sends took, acks not awaited."""
        channel, _ = self._held[session]
        numbers = iter(range(count))
        source = f"flood-{time.time_ns()}"

        async def sender() -> None:
            for number in numbers:
                await channel.send(_order(session, source, number, chats[number % len(chats)]))

        begun = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(sender())
        return time.monotonic() - begun

    async def listen(self, session: int) -> None:
        """Forget what was heard so far."""
        self._held[session][1].delays.clear()

    async def delays(self, session: int) -> list[float]:
        """Of the messages since `listen`, in milliseconds."""
        return self._held[session][1].delays


def _order(session: int, source: str, number: int, chat: str) -> SendOrder:
    deadline = int(time.time() * 1000) + DEADLINE_MS
    message = outgoing_message_id(_bot(session).id, source, number)
    return SendOrder(ChatId(chat), message, f"Answer {number}", deadline, lookup=False)


def _bot(session: int) -> Bot:
    now = datetime.now(UTC)
    bot = BotId(f"bench-{session}")
    return Bot(bot, TenantId("bench"), "", "", None, Desired.ENABLED, Answering.ON, 0, (), now, now, 1)


async def serve() -> None:
    """Do what each line of the standard input says, until it ends."""
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    threads = Threads()
    channels = WhatsAppWeb(read_settings(os.environ), threads, load_scripts())
    sessions = Sessions(channels)
    doing: set[asyncio.Task[None]] = set()
    try:
        while line := await lines.readline():
            task = asyncio.create_task(_do(sessions, json.loads(line)))
            doing.add(task)
            task.add_done_callback(doing.discard)
    finally:
        await channels.close()
        threads.close()


async def _do(sessions: Sessions, asked: dict[str, Any]) -> None:
    number, verb = asked.pop("id"), asked.pop("do")
    work: Callable[..., Awaitable[object]] = getattr(sessions, verb)
    try:
        tell(id=number, answer=await work(**asked))
    except Exception as error:  # noqa: BLE001  # Whatever it is, who measures must hear of it.
        tell(id=number, error=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    asyncio.run(serve())
