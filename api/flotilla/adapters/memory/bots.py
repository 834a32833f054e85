"""Bots and sessions in memory, and the fleet's view of them."""

from dataclasses import replace

from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.bots import Bot
from flotilla.domain.errors import ConflictError, LimitReachedError, NotFoundError, StaleHolderError
from flotilla.domain.ids import BotId, CustomerId, TenantId, UserId
from flotilla.domain.sessions import Session
from flotilla.domain.tenants import Tenant
from flotilla.domain.uploads import Upload


class MemoryBots:
    """Implements BotRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, tenant: TenantId, bot: BotId) -> Bot:
        """See the port."""
        found = self._store.bots.get((tenant, bot))
        if found is None or found.deleted:
            raise NotFoundError("There is no such bot.")
        return found

    def list(self, tenant: TenantId) -> tuple[Bot, ...]:
        """See the port."""
        with self._store.lock:
            mine = [bot for (owner, _), bot in self._store.bots.items() if owner == tenant and not bot.deleted]
        return tuple(sorted(mine, key=lambda bot: (bot.created_at, bot.id)))

    def add(self, tenant: TenantId, bot: Bot, *, limit: int | None = None, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, bot.tenant)
        with self._store.lock:
            if (tenant, bot.id) in self._store.bots:
                raise ConflictError("There is a bot with this id already.", code="id_taken")
            if limit is not None and len(self.list(tenant)) >= limit:
                raise LimitReachedError(f"Your plan allows {limit} bots.", limit="bots", allowed=limit)
            self._store.note(tenant, audit)
            self._store.changed(None, bot)
            self._store.bots[tenant, bot.id] = bot

    def save(self, tenant: TenantId, bot: Bot, *, limit: int | None = None, audit: AuditEntry | None = None) -> Bot:
        """See the port."""
        require_own(tenant, bot.tenant)
        with self._store.lock:
            stored = self._store.bots.get((tenant, bot.id))
            if stored is None or stored.deleted or stored.version != bot.version:
                raise ConflictError("Somebody else changed the bot meanwhile; look at it again.")
            starts = bot.should_run and not stored.should_run
            if limit is not None and starts and sum(one.should_run for one in self.list(tenant)) >= limit:
                raise LimitReachedError(f"Your plan allows {limit} bots.", limit="bots", allowed=limit)
            self._store.note(tenant, audit)
            saved = replace(bot, version=bot.version + 1)
            self._store.changed(stored, saved)
            self._store.bots[tenant, bot.id] = saved
            return saved


class MemorySessions:
    """Implements SessionRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, tenant: TenantId, bot: BotId) -> Session | None:
        """See the port."""
        return self._store.sessions.get((tenant, bot))

    def record(self, tenant: TenantId, session: Session) -> None:
        """See the port."""
        require_own(tenant, session.tenant)
        with self._store.lock:
            lease = self._store.leases.get(session.bot)
            held = lease is not None and lease.holder is not None and lease.tenant == tenant
            stored = self._store.sessions.get((tenant, session.bot))
            newer = stored is not None and stored.fence > session.fence
            if lease is None or not held or lease.fence != session.fence or newer:
                raise StaleHolderError("This bot is no longer held under this fence.")
            self._store.changed(stored, session)
            self._store.sessions[tenant, session.bot] = session


class MemoryFleet:
    """Implements FleetRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def enabled_bots(self) -> tuple[Bot, ...]:
        """See the port."""
        with self._store.lock:
            bots = tuple(self._store.bots.values())
        return tuple(bot for bot in bots if bot.should_run)

    def deleted_bots(self) -> tuple[Bot, ...]:
        """See the port."""
        with self._store.lock:
            return tuple(bot for bot in self._store.bots.values() if bot.deleted)

    def deleted_tenants(self) -> tuple[Tenant, ...]:
        """See the port."""
        with self._store.lock:
            due = [(one.delete_at, one) for one in self._store.tenants.values() if one.delete_at is not None]
        return tuple(one for _, one in sorted(due, key=lambda pair: pair[0]))

    def tenants_with_retention(self) -> tuple[TenantId, ...]:
        """See the port."""
        with self._store.lock:
            known = tuple(self._store.tenants.values())
        return tuple(sorted(one.id for one in known if one.retention_days is not None and one.delete_at is None))

    def unfinished_releases(self) -> tuple[tuple[TenantId, UserId], ...]:
        """See the port."""
        with self._store.lock:
            return tuple(sorted(self._store.releases))

    def uploads(self) -> tuple[Upload, ...]:
        """See the port."""
        with self._store.lock:
            return tuple(sorted(self._store.uploads.values(), key=lambda one: one.started_at))

    def tenants_in_grace(self) -> tuple[TenantId, ...]:
        """See the port."""
        with self._store.lock:
            due = [(one.grace.until, one.tenant) for one in self._store.billing.values() if one.grace is not None]
        return tuple(tenant for _, tenant in sorted(due))

    def tenant_of_customer(self, customer: CustomerId) -> TenantId | None:
        """See the port."""
        return self._store.customers.get(customer)
