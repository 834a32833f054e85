"""Questions to WhatsApp's server through the page: whether anybody is there when nothing is heard."""

import asyncio
import logging
import time
from datetime import timedelta

from flotilla.domain.health import Vitals
from runner.channels.port import Channel, ChannelError

logger = logging.getLogger(__name__)


class Echoes:
    """Asks one question at a time, beside the probes, and counts in a row those without an answer."""

    def __init__(self, channel: Channel, within: float) -> None:
        self._channel = channel
        self._within = within
        self._lost = 0
        self._asked_at = float("-inf")
        self._asking: asyncio.Task[None] | None = None

    @property
    def age(self) -> timedelta:
        """How long ago the newest question was asked."""
        age = time.monotonic() - self._asked_at
        return timedelta(seconds=age) if age != float("inf") else timedelta.max

    def lost(self, vitals: Vitals) -> int:
        """The unanswered ones in a row; none if something was heard since the newest was asked."""
        heard = vitals.event_age_ms is not None and vitals.event_age_ms / 1000 < time.monotonic() - self._asked_at
        if heard and self._lost:
            self._lost = 0
        return self._lost

    def ask(self) -> None:
        """Ask, unless a question is under way."""
        if self._asking is None or self._asking.done():
            self._asked_at = time.monotonic()
            self._asking = asyncio.create_task(self._ask())

    def forget(self) -> None:
        """The page is another one now."""
        self.stop()
        self._lost = 0

    def stop(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()

    async def _ask(self) -> None:
        try:
            await self._channel.echo(self._within)
        except ChannelError as error:
            # Whatever else it says, the page says it for another reason than that nobody answers.
            self._lost = self._lost + 1 if error.code == "timeout" else self._lost
            logger.warning("no echo", extra={"why": error.code, "lost": self._lost})
        else:
            self._lost = 0
