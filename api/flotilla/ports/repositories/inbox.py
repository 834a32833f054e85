"""Conversations in the order of their last activity."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from flotilla.domain.ids import TenantId
from flotilla.domain.inbox import Active, Conversation
from flotilla.domain.page import Page

MOST_SCANNED = 500
"""So many conversations are looked at for one page, and the rest of their hour; a rare one is found a page later."""


class InboxRepository(Protocol):
    """Which chats were active when. The chats themselves are ConversationRepository's."""

    def note(self, tenant: TenantId, active: Sequence[Active]) -> None:
        """Remember it. Safe to repeat."""
        ...

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
        """Those that fit and were active in the span, by their last activity, newest first. Eventually consistent.

        `scope` names what `fits` looks for: a cursor of another scope is refused (InvalidInputError). A page may hold
        fewer than `limit` and still have a next one.
        """
        ...
