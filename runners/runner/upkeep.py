"""Restarts a session's browser before it has to: at a quiet moment, so that nobody notices, if one comes in time."""

import asyncio
import logging
import time
from collections.abc import Callable

from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0

OVERGROWN = 1.5
"""A browser that takes so many times what it may endangers the others of its host."""


class Upkeep:
    """Watches the memory and the age of one open channel.

    `measure` blocks; `quiet` is asked whether nothing is going on, `settled` whether the page is done coming up,
    `outdated` whether it asks to be loaded anew.
    """

    def __init__(
        self,
        measure: Callable[[], int | None],
        quiet: Callable[[], bool],
        settled: Callable[[], bool],
        outdated: Callable[[], bool],
        tools: Toolbox,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._measure = measure
        self._quiet = quiet
        self._settled = settled
        self._outdated = outdated
        self._tools = tools
        self._monotonic = monotonic
        self._opened_at = monotonic()
        self._due_since: float | None = None
        self.memory: int | None = None

    async def run(self, snapshot_due: Callable[[], bool]) -> str:
        """Return why the browser is to be restarted, when the moment has come; never, if there is no need."""
        while True:
            self.memory = await self._tools.threads(self._measure)
            why = self._why(snapshot_due)
            if why is None:
                self._due_since = None
                await asyncio.sleep(self._tools.timing.measure)
                continue
            quiet = self._quiet()
            if quiet or self._waited_enough():
                logger.info("session recycled", extra={"why": why, "quiet": quiet})
                return why
            await asyncio.sleep(min(POLL_SECONDS, self._tools.timing.measure))

    def _why(self, snapshot_due: Callable[[], bool]) -> str | None:
        if self._times_budget() > 1:
            return f"The browser used {(self.memory or 0) // 10**6} MB, more than its {self._budget // 10**6} MB."
        # One that asks right after it was loaded is served nothing newer yet: to load it all the time won't help.
        if self._outdated() and self._monotonic() - self._opened_at >= self._tools.timing.update:
            return "WhatsApp Web asked to be loaded anew, for a newer version of itself."
        return "A snapshot of the login was due." if snapshot_due() else None

    def _waited_enough(self) -> bool:
        """Whether no quiet moment came for so long that what is under way has to be interrupted."""
        now, timing = self._monotonic(), self._tools.timing
        if self._due_since is None:
            self._due_since = now
        patience = timing.overgrown if self._times_budget() >= OVERGROWN else timing.overdue
        return now - self._due_since >= patience and self._settled()

    @property
    def _budget(self) -> int:
        return self._tools.session_bytes

    def _times_budget(self) -> float:
        return self.memory / self._budget if self._budget and self.memory is not None else 0.0
