"""Fetches the files of messages after the messages themselves, and attaches them."""

import asyncio
import logging
from collections.abc import Iterable

from flotilla.domain.chats import MessageRef
from flotilla.domain.errors import FlotillaError
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.media import MediaProblem
from runner.channels.port import Channel, ChannelError
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

AT_ONCE = 2
"""Files fetched at the same time, per bot: the page has messages to deliver meanwhile."""

PAUSES = (0.0, 2.0, 10.0, 60.0)
"""Seconds before each try. After the last one the file is left to the next connection."""

GONE_FOR_GOOD = 3
"""So many times WhatsApp says that it has not got the file before it is believed."""

STORED_WITHIN = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
"""Seconds between looks for a message that is still on its way into the store."""


Wanted = tuple[MessageRef, ChatId]
"""A message whose file is wanted, and the chat in which the page has it."""


class MediaFetcher:
    """One connection's fetching. What it does not get, the next connection finds among the stored messages."""

    def __init__(self, channel: Channel, tools: Toolbox) -> None:
        self._channel = channel
        self._tools = tools
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[tuple[ChatId, MessageId], asyncio.Task[None]] = {}

    def want(self, wanted: Iterable[Wanted]) -> None:
        """Fetch the files of messages, unless that is being done."""
        for ref, chat in wanted:
            key = (ref.chat, ref.id)
            if key not in self._tasks:
                self._tasks[key] = task = asyncio.create_task(self._fetch(ref, chat))
                task.add_done_callback(lambda _, key=key: self._tasks.pop(key, None))  # type: ignore[misc]  # mypy can't type a lambda's default.

    @property
    def idle(self) -> bool:
        """Whether no file is being fetched, or waited for."""
        return not self._tasks

    def close(self) -> None:
        """Give up what is not fetched yet."""
        for task in self._tasks.values():
            task.cancel()

    async def _fetch(self, ref: MessageRef, chat: ChatId) -> None:
        try:
            if await self._is_stored(ref):
                await self._try(ref, chat)
        except FlotillaError as error:
            logger.warning("file left to the next connection", extra={"message_id": ref.id, "why": error.code})
        except Exception:
            logger.exception("file left to the next connection", extra={"message_id": ref.id})

    async def _is_stored(self, ref: MessageRef) -> bool:
        """Wait until the message is stored; False if it wants no file, or does not turn up."""
        for pause in STORED_WITHIN:
            wanted = await self._tools.threads(self._tools.attach_media.is_wanted, ref)
            if wanted is not None:
                return wanted
            await asyncio.sleep(pause)
        return False

    async def _try(self, ref: MessageRef, chat: ChatId) -> None:
        gone = 0
        for pause in PAUSES:
            await asyncio.sleep(pause)
            try:
                return await self._attach(ref, chat)
            except ChannelError as error:
                gone += error.code == "gone"
                problem = _problem(error, gone)
                if problem is not None:
                    return await self._tools.threads(self._tools.attach_media.failed, ref, problem)
                logger.info("file not fetched yet", extra={"message_id": ref.id, "code": error.code})
        return None

    async def _attach(self, ref: MessageRef, chat: ChatId) -> None:
        attach = self._tools.attach_media
        async with self._slots:
            content = await self._channel.media(chat, ref.id, max_bytes=attach.max_bytes)
            await self._tools.threads(attach, ref, content)


def _problem(error: ChannelError, gone: int) -> MediaProblem | None:
    """Why there will never be a file, if that is certain by now."""
    if error.code == "too_large":
        return MediaProblem.TOO_LARGE
    return MediaProblem.UNAVAILABLE if gone >= GONE_FOR_GOOD else None
