"""The logins of WhatsApp Web: browser profiles on the runner's disk, and their sealed snapshots."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from flotilla.domain.bots import Bot
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.sessions import Reason
from runner.channels.logins import Kept, RestoredLogin
from runner.channels.port import ChannelStartError
from runner.channels.whatsapp_web.archive import durable_bytes
from runner.channels.whatsapp_web.orphans import kill_browsers_of
from runner.channels.whatsapp_web.profile import (
    drop_fetched,
    erase_profiles,
    kept_profiles,
    newest_profile,
    own_profile,
)
from runner.channels.whatsapp_web.seal import SnapshotRefusedError
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from runner.threads import Threads

logger = logging.getLogger(__name__)

RESTORE_SECONDS = 60.0
KEEP_SECONDS = 30.0
ANY_FENCE = 2**53


class ProfileLogins:
    """Implements Logins. Without `snapshots` there is the disk alone."""

    def __init__(self, root: Path, threads: Threads, snapshots: ProfileSnapshots | None) -> None:
        self._root = root
        self._threads = threads
        self._snapshots = snapshots

    async def restore(self, bot: Bot, fence: int) -> RestoredLogin | None:
        """See Logins."""
        if self._snapshots is None:
            return None
        try:
            async with asyncio.timeout(RESTORE_SECONDS):
                return await self._threads(self._snapshots.restore, bot, fence)
        except (UnavailableError, OSError, TimeoutError) as error:
            why = f"The profile can't be restored now: {error}"
            raise ChannelStartError(why, Reason.STORAGE_UNAVAILABLE) from error

    async def keep(self, bot: Bot, fence: int) -> Kept:
        """See Logins."""
        if self._snapshots is None:
            return Kept.NOTHING
        try:
            async with asyncio.timeout(KEEP_SECONDS):
                taken = await self._threads(self._snapshots.take, bot, fence)
        except SnapshotRefusedError as error:
            logger.error("no snapshot can be taken", extra={"why": error.message})  # noqa: TRY400  # It is no surprise.
            return Kept.REFUSED
        except (UnavailableError, OSError, TimeoutError) as error:
            # The one before stays, and so does the profile: nothing is lost as long as the disk is not.
            logger.warning("no snapshot taken", extra={"why": str(error) or "it took too long"})
            return Kept.UNAVAILABLE
        return Kept.TAKEN if taken else Kept.NOTHING

    async def weigh(self, bot: Bot, fence: int) -> int | None:
        """See Logins."""
        try:
            return await self._threads(_weigh, self._root, bot, fence)
        except OSError as error:
            logger.warning("profile not measured", extra={"why": str(error)})
            return None

    async def trim(self, bot: Bot, fence: int) -> None:
        """See Logins."""
        try:
            await self._threads(_trim, self._root, bot, fence)
        except OSError as error:
            # A disk in the network may lose a folder under the hands of who lists it.
            logger.warning("profile not trimmed", extra={"why": str(error)})

    async def disown(self, bot: Bot) -> None:
        """See Logins."""
        if self._snapshots is None:
            return
        try:
            await self._threads(self._snapshots.forget, bot)
        except UnavailableError as error:
            # WhatsApp has ended that login: whoever restored it would be shown a code to scan.
            logger.warning("snapshots not removed", extra={"why": error.message})

    async def held(self) -> Sequence[tuple[TenantId, BotId]]:
        """See Logins."""
        return await self._threads(kept_profiles, self._root)

    async def erase(self, bot: BotId) -> None:
        """See Logins."""
        await self._threads(kill_browsers_of, self._root / bot, ANY_FENCE)
        await self._threads(erase_profiles, self._root, bot)


def _weigh(root: Path, bot: Bot, fence: int) -> int | None:
    profile = newest_profile(root, bot.id, fence)
    return durable_bytes(profile) if profile is not None else None


def _trim(root: Path, bot: Bot, fence: int) -> None:
    profile = own_profile(root, bot.id, fence)
    if profile is not None:
        drop_fetched(profile)
