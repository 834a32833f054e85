"""Snapshots and their keys in memory."""

import secrets
from typing import IO

from flotilla.domain.errors import InvalidInputError, NotFoundError
from flotilla.domain.ids import BotId, TenantId
from flotilla.ports.snapshots import DataKey


class MemoryDataKeys:
    """Implements DataKeys; a sealed key is a random name under which the key is remembered."""

    def __init__(self) -> None:
        self._keys: dict[tuple[TenantId, BotId, bytes], bytes] = {}

    def new(self, tenant: TenantId, bot: BotId) -> DataKey:
        """See the port."""
        key = DataKey(secrets.token_bytes(32), secrets.token_bytes(16))
        self._keys[tenant, bot, key.sealed] = key.plain
        return key

    def open(self, tenant: TenantId, bot: BotId, sealed: bytes) -> bytes:
        """See the port."""
        if (tenant, bot, sealed) not in self._keys:
            raise InvalidInputError("The key is not this bot's.")
        return self._keys[tenant, bot, sealed]


class MemorySnapshots:
    """Implements Snapshots; `stored` maps tenant, bot and name to the content."""

    def __init__(self) -> None:
        self.stored: dict[tuple[TenantId, BotId, str], bytes] = {}

    def put(self, tenant: TenantId, bot: BotId, name: str, content: IO[bytes]) -> None:
        """See the port."""
        self.stored[tenant, bot, name] = content.read()

    def names(self, tenant: TenantId, bot: BotId) -> tuple[str, ...]:
        """See the port."""
        return tuple(sorted((key[2] for key in self.stored if key[:2] == (tenant, bot)), reverse=True))

    def read(self, tenant: TenantId, bot: BotId, name: str, into: IO[bytes]) -> None:
        """See the port."""
        if (tenant, bot, name) not in self.stored:
            raise NotFoundError("There is no such snapshot.")
        into.write(self.stored[tenant, bot, name])

    def remove(self, tenant: TenantId, bot: BotId, name: str) -> None:
        """See the port."""
        self.stored.pop((tenant, bot, name), None)

    def remove_of_bot(self, tenant: TenantId, bot: BotId) -> None:
        """See the port."""
        self.stored = {key: content for key, content in self.stored.items() if key[:2] != (tenant, bot)}

    def remove_all(self, tenant: TenantId) -> None:
        """See the port."""
        self.stored = {key: content for key, content in self.stored.items() if key[0] != tenant}
