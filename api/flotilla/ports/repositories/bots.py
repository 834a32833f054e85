"""Bots and the recorded transitions of their sessions."""

from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.bots import Bot
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.sessions import Session


class BotRepository(Protocol):
    """Bots of a tenant."""

    def get(self, tenant: TenantId, bot: BotId) -> Bot:
        """Raise NotFoundError if there is none, or it was deleted."""
        ...

    def list(self, tenant: TenantId) -> tuple[Bot, ...]:
        """All bots, oldest first; deleted ones are not among them."""
        ...

    def add(self, tenant: TenantId, bot: Bot, *, limit: int | None = None, audit: AuditEntry | None = None) -> None:
        """Raise ConflictError if the id is taken, LimitReachedError if the tenant has `limit` bots already."""
        ...

    def save(self, tenant: TenantId, bot: Bot, *, limit: int | None = None, audit: AuditEntry | None = None) -> Bot:
        """Raise ConflictError if it changed meanwhile, or was deleted.

        Raise LimitReachedError if it would start to run while `limit` bots do.
        """
        ...


class SessionRepository(Protocol):
    """The recorded transitions of sessions."""

    def find(self, tenant: TenantId, bot: BotId) -> Session | None:
        """The last transition, or None before the first."""
        ...

    def record(self, tenant: TenantId, session: Session) -> None:
        """Write a transition; raise StaleHolderError unless the bot's lease is held under the session's fence."""
        ...
