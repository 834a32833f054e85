"""Going when one is asked to: bots are handed over one by one, as long as others take them."""

import logging
import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from flotilla.domain.ids import BotId
from flotilla.domain.leases import Sighting
from flotilla.domain.scale_in import should_leave
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

LAST_RESORT_SECONDS = 45.0
"""A bot that nobody took for so long is taken even by a runner that is to leave: the others have no room."""

STAYS_SECONDS = 15 * 60.0
"""So long a runner stays that had to take a bot back, however often it is asked to leave."""

LOOK_SECONDS = 5.0


class Leaving:
    """Whether this runner is to leave, and which bot goes next. `started_at` is when it came up."""

    def __init__(
        self, tools: Toolbox, started_at: datetime, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._tools = tools
        self._started_at = started_at
        self._monotonic = monotonic
        self._asked = False
        self._looked_at = float("-inf")
        self._stays_until = float("-inf")
        self._handed: tuple[BotId, float] | None = None

    @property
    def wanted(self) -> bool:
        """Whether its bots are to go to others now."""
        return self._asked and self._monotonic() >= self._stays_until

    async def look(self) -> None:
        """Learn now and then whether it should leave."""
        if self._monotonic() - self._looked_at < min(LOOK_SECONDS, self._tools.timing.tick * 3):
            return
        self._looked_at = self._monotonic()
        sizing = await self._tools.threads(self._tools.sizings.load)
        asked = should_leave(sizing, self._tools.runner, self._started_at, self._tools.now())
        if asked != self._asked:
            logger.info("asked to leave" if asked else "asked to stay")
        self._asked = asked

    def leaves_alone(self, sighting: Sighting | None) -> bool:
        """Whether a free bot is for others to take."""
        return self.wanted and (sighting is None or self._monotonic() - sighting.since < self._patience)

    def took(self) -> None:
        """A bot was taken: if that was the last resort, there is no leaving for a while."""
        if self.wanted:
            logger.warning("stays, since nobody else has room")
            self._stays_until = self._monotonic() + STAYS_SECONDS

    def next(self, held: Collection[BotId], wanted: Collection[BotId], seen: Mapping[BotId, Sighting]) -> BotId | None:
        """The bot to hand over now, if there is one and the last one has found its new holder."""
        if not self.wanted or self._is_on_its_way(held, wanted, seen):
            return None
        self._handed = None
        bot = next((one for one in held if one in wanted), None)
        if bot is not None:
            self._handed = bot, self._monotonic()
            logger.info("bot handed over", extra={"bot": bot})
        return bot

    def _is_on_its_way(
        self, held: Collection[BotId], wanted: Collection[BotId], seen: Mapping[BotId, Sighting]
    ) -> bool:
        if self._handed is None:
            return False
        bot, since = self._handed
        if bot in held:
            return True
        sighting = seen.get(bot)
        taken = sighting is not None and sighting.lease.holder not in (None, self._tools.runner)
        # One that gave up meanwhile needs no holder, and would be waited for in vain.
        return bot in wanted and not taken and self._monotonic() - since < 2 * self._patience

    @property
    def _patience(self) -> float:
        return min(LAST_RESORT_SECONDS, self._tools.timing.tick * 30)
