"""Conversations by their last activity, in memory."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from flotilla.adapters.inbox_pages import page_of, place_of, read_place
from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.ids import TenantId
from flotilla.domain.inbox import Active, Conversation, hour_of
from flotilla.domain.page import Page


class MemoryInbox:
    """Implements InboxRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, tenant: TenantId, active: Sequence[Active]) -> None:
        """See the port."""
        for one in active:
            require_own(tenant, one.tenant)
        with self._store.lock:
            self._store.active |= {(tenant, one.hour, one.lead) for one in active}

    def list(
        self,
        tenant: TenantId,
        fits: Callable[[Conversation], bool],
        *,
        scope: tuple[str, ...],
        since: datetime,
        until: datetime,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Conversation]:
        """See the port."""
        whole = ("inbox", tenant, *scope)
        after = read_place(whole, cursor)
        first, last = hour_of(since), hour_of(until)
        noted = sorted(self._noted(tenant), key=place_of, reverse=True)
        hours = groupby(
            (one for one in noted if first <= hour_of(one.last_at) <= last), lambda one: hour_of(one.last_at)
        )
        return page_of(hours, fits, whole, after, limit)

    def _noted(self, tenant: TenantId) -> Iterator[Conversation]:
        """Those whose last activity was noted."""
        with self._store.lock:
            chats = [chat for chat in self._store.chats.values() if chat.tenant == tenant]
            for chat in chats:
                messages = self._store.messages.get((tenant, chat.bot, chat.id), {})
                last = next((one for one in messages.values() if one.order == chat.last_order), None)
                found = Conversation(chat, self._store.leads[tenant, chat.lead], last)
                if (tenant, hour_of(found.last_at), chat.lead) in self._store.active:
                    yield found
