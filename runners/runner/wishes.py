"""What people want of one bot, read anew whenever the doorbell rings for it."""

import asyncio
import logging
from collections.abc import Callable

from flotilla.domain.bots import Bot
from flotilla.domain.errors import NotFoundError
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
"""Between two looks: the bell also rings for each message, and those don't change the bot."""


class Wishes:
    """Calls `heard` with the bot as it is stored, or None if it is not to run any more."""

    def __init__(self, bot: Bot, tools: Toolbox, heard: Callable[[Bot | None], None]) -> None:
        self._bot = bot
        self._tools = tools
        self._heard = heard
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """Somebody may have asked for something: look."""
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled. What isn't heard here is found by the runner's next turn."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            try:
                bot = await self._tools.threads(self._tools.bots.get, self._bot.tenant, self._bot.id)
            except NotFoundError:
                self._heard(None)
            except Exception:
                logger.exception("bot not read")
            else:
                self._heard(bot if bot.should_run else None)
            await asyncio.sleep(PAUSE_SECONDS)
