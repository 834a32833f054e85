"""Snapshots of browser profiles: sealed copies of a bot's login, for the day when a runner's disk is gone."""

from dataclasses import dataclass
from typing import IO, Protocol

from flotilla.domain.ids import BotId, TenantId


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key to seal one thing with (`plain`, 32 bytes, never stored), and the form of it that is stored (`sealed`)."""

    plain: bytes
    sealed: bytes

    def __repr__(self) -> str:
        """Without the key: a repr ends up in logs."""
        return "DataKey(…)"


class DataKeys(Protocol):
    """Makes and opens data keys; each is bound to the bot it was made for."""

    def new(self, tenant: TenantId, bot: BotId) -> DataKey:
        """A fresh key. Raise UnavailableError if none can be made now."""
        ...

    def open(self, tenant: TenantId, bot: BotId, sealed: bytes) -> bytes:
        """The plain key. Raise InvalidInputError for one that isn't this bot's, UnavailableError for an outage."""
        ...


class Snapshots(Protocol):
    """Sealed snapshots by bot. Names sort from the oldest to the newest. Outages raise UnavailableError."""

    def put(self, tenant: TenantId, bot: BotId, name: str, content: IO[bytes]) -> None:
        """Store what the file holds from its position on."""
        ...

    def names(self, tenant: TenantId, bot: BotId) -> tuple[str, ...]:
        """The names of the bot's snapshots, newest first."""
        ...

    def read(self, tenant: TenantId, bot: BotId, name: str, into: IO[bytes]) -> None:
        """Write the content to the file. Raise NotFoundError if there is none."""
        ...

    def remove(self, tenant: TenantId, bot: BotId, name: str) -> None:
        """Remove one; a no-op if there is none."""
        ...

    def remove_of_bot(self, tenant: TenantId, bot: BotId) -> None:
        """Remove all of the bot's. Safe to repeat."""
        ...

    def remove_all(self, tenant: TenantId) -> None:
        """Remove all of the tenant's. Safe to repeat."""
        ...
