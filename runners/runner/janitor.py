"""Removes from the runner's disk what belonged to bots that are no more."""

import asyncio
import logging

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import BotId, TenantId
from runner.channels.logins import Logins
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)


class Janitor:
    """Each runner looks at its own disk, or all at the one they share: removing twice is harmless."""

    def __init__(self, logins: Logins, tools: Toolbox) -> None:
        self._logins = logins
        self._tools = tools

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.sweep()
            except Exception:
                # Each step may be repeated, and nothing is confirmed before it is done: the next round goes on.
                logger.exception("sweep failed")
            await asyncio.sleep(self._tools.timing.tidy)

    async def sweep(self) -> int:
        """One look at all that is kept; returns of how many bots something was removed.

        What the jobs asked for is confirmed when nothing is left: until then a runner is kept for it.
        """
        asked = await self._tools.threads(self._tools.erasures.asked)
        gone = [bot for tenant, bot in await self._logins.held() if await self._is_gone(tenant, bot)]
        for bot in gone:
            logger.info("profile of a deleted bot removed", extra={"bot": bot})
            await self._logins.erase(bot)
        left = {bot for _, bot in await self._logins.held()}
        for bot in [bot for _, bot in asked if bot not in left]:
            await self._tools.threads(self._tools.erasures.confirm, bot)
        return len(gone)

    async def _is_gone(self, tenant: TenantId, bot: BotId) -> bool:
        """The tenant's own table is asked: leases may be forgotten, and a login that is wanted must not be."""
        try:
            await self._tools.threads(self._tools.bots.get, tenant, bot)
        except NotFoundError:
            lease = await self._tools.threads(self._tools.leases.find, tenant, bot)
            return lease is None or lease.holder is None
        return False
