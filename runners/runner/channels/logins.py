"""What a session needs of the place where logins are kept: on this runner's side, and in snapshots beyond it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from flotilla.domain.bots import Bot
from flotilla.domain.ids import BotId, TenantId


@dataclass(frozen=True, slots=True)
class RestoredLogin:
    """What came of looking for a snapshot: when the one that was taken was made, and why others were refused.

    `made_at` is None if none was sound: the phone has to scan again.
    """

    made_at: datetime | None
    refused: tuple[str, ...] = ()


class Kept(StrEnum):
    """What came of taking a snapshot. `refused`: the login is too large, so that no later try will do better."""

    TAKEN = "taken"
    NOTHING = "nothing"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


class Logins(Protocol):
    """Logins outlive the channels that use them."""

    async def restore(self, bot: Bot, fence: int) -> RestoredLogin | None:
        """Bring back the bot's login from a snapshot, if this side has none; None if it has one, or there is none.

        Raise ChannelStartError if it can't be told now: without its login the bot would ask for a new scan.
        """
        ...

    async def keep(self, bot: Bot, fence: int) -> Kept:
        """Take a snapshot of the login of a bot whose channel is closed; what came of it. Never raises."""
        ...

    async def weigh(self, bot: Bot, fence: int) -> int | None:
        """Bytes that the login takes for good on this side, or None if that can't be told. Never raises."""
        ...

    async def trim(self, bot: Bot, fence: int) -> None:
        """Drop what WhatsApp Web fetches again of the login of a bot whose channel is closed. Never raises."""
        ...

    async def disown(self, bot: Bot) -> None:
        """Drop the bot's snapshots, whose login was ended; never raises."""
        ...

    async def held(self) -> Sequence[tuple[TenantId, BotId]]:
        """The bots that this side has something of."""
        ...

    async def erase(self, bot: BotId) -> None:
        """Delete all that this side has of a bot that is no more and that nobody holds."""
        ...
