"""Takes and restores sealed snapshots of profiles."""

import logging
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from flotilla.domain.bots import Bot
from flotilla.domain.errors import UnavailableError
from flotilla.ports.clock import Clock
from flotilla.ports.snapshots import DataKeys, Snapshots
from runner.channels.logins import RestoredLogin
from runner.channels.whatsapp_web.archive import pack, unpack
from runner.channels.whatsapp_web.profile import adopt_profile, aside_of, has_profile, own_profile
from runner.channels.whatsapp_web.seal import Label, Opener, Sealer, SnapshotRefusedError

logger = logging.getLogger(__name__)

KEPT = 2
IN_MEMORY_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ProfileSnapshots:
    """The snapshots of the profiles below `root`. All methods block."""

    root: Path
    snapshots: Snapshots
    keys: DataKeys
    clock: Clock

    def take(self, bot: Bot, fence: int) -> bool:
        """Store the profile of this generation, whose browser is closed; False if there is none.

        Raise UnavailableError or SnapshotRefusedError.
        """
        profile = own_profile(self.root, bot.id, fence)
        if profile is None:
            return False
        now = self.clock.now()
        with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as spool:
            sealer = Sealer(spool, Label(bot.tenant, bot.id, fence, now), self.keys)
            plain = pack(profile, cast("IO[bytes]", sealer))
            sealer.finish()
            size = spool.tell()
            spool.seek(0)
            self.snapshots.put(bot.tenant, bot.id, _name(fence, now), spool)
        logger.info("profile kept", extra={"bytes": plain, "sealed_bytes": size})
        for old in self.snapshots.names(bot.tenant, bot.id)[KEPT:]:
            self.snapshots.remove(bot.tenant, bot.id, old)
        return True

    def restore(self, bot: Bot, fence: int) -> RestoredLogin | None:
        """Bring back the newest sound snapshot where the disk has no profile of the bot; None if it has one.

        Nothing is left behind of a snapshot that is refused. Raise UnavailableError if the store does not answer.
        """
        if has_profile(self.root, bot.id, fence):
            return None
        refused = []
        for name in self.snapshots.names(bot.tenant, bot.id):
            try:
                label = self._restore(bot, fence, name)
            except SnapshotRefusedError as error:
                logger.warning("snapshot refused", extra={"snapshot": name, "why": error.message})
                refused.append(error.message)
            else:
                logger.info("profile restored", extra={"snapshot": name})
                return RestoredLogin(label.made_at, tuple(refused))
        return RestoredLogin(None, tuple(refused)) if refused else None

    def forget(self, bot: Bot) -> None:
        """Remove them: their login is over."""
        self.snapshots.remove_of_bot(bot.tenant, bot.id)

    def _restore(self, bot: Bot, fence: int, name: str) -> Label:
        aside = aside_of(self.root, bot.id, fence)
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        try:
            with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as spool:
                self.snapshots.read(bot.tenant, bot.id, name, spool)
                spool.seek(0)
                opener = Opener(spool, bot.tenant, bot.id, self.keys)
                unpack(cast("IO[bytes]", opener), aside)
                opener.check_rest()
        except (SnapshotRefusedError, UnavailableError, OSError):
            shutil.rmtree(aside, ignore_errors=True)
            raise
        adopt_profile(self.root, bot.id, fence)
        return opener.label


def _name(fence: int, now: datetime) -> str:
    """Sorted by holder and then by time: a holder of the past can't put its snapshot before a newer one's."""
    return f"{fence:012}-{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}"
