"""Which of the bots that nobody holds need a holder."""

from flotilla.domain.bots import Bot
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import BotId
from flotilla.domain.leases import Sighting
from flotilla.domain.sessions import rests
from runner.toolbox import Toolbox


class Wanted:
    """Looks a bot up before it is taken: the fleet's index lags, and a session may have given up.

    One that gave up is not read again until its lease moves or somebody asks something of it.
    """

    def __init__(self, tools: Toolbox) -> None:
        self._tools = tools
        self._resting: dict[BotId, tuple[int, str | None]] = {}

    async def look(self, bot: Bot, sighting: Sighting | None) -> Bot | None:
        """The bot as people want it now; None if it needs no holder."""
        mark = (
            sighting.lease.fence if sighting is not None else 0,
            bot.command.id if bot.command is not None else None,
        )
        if self._resting.get(bot.id) == mark:
            return None
        self._resting.pop(bot.id, None)
        try:
            current = await self._tools.threads(self._tools.bots.get, bot.tenant, bot.id)
        except NotFoundError:
            return None
        if not current.should_run:
            return None
        known = await self._tools.threads(self._tools.sessions.find, bot.tenant, bot.id)
        if known is None or not rests(current, known):
            return current
        self._resting[bot.id] = mark
        return None
