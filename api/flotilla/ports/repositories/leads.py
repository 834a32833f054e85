"""Leads, and what people note about them."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import BotId, ChatId, LeadId, TenantId
from flotilla.domain.lead_lists import ANY, LeadFilter
from flotilla.domain.lead_steps import LeadStep
from flotilla.domain.leads import Lead
from flotilla.domain.notes import Note
from flotilla.domain.page import Page


class LeadRepository(Protocol):
    """Leads of a tenant. They come into being and change together with their chat: see ConversationRepository."""

    def get(self, tenant: TenantId, lead: LeadId) -> Lead:
        """Raise NotFoundError if there is none."""
        ...

    def list(
        self,
        tenant: TenantId,
        wanted: LeadFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Lead]:
        """Newest first. Where a text is looked for, a page may hold fewer than `limit` and still have a next one.

        Raise InvalidInputError for a cursor that isn't one of this list's.
        """
        ...

    def save(self, tenant: TenantId, lead: Lead, *, audit: AuditEntry | None = None) -> Lead:
        """Raise ConflictError if it changed meanwhile."""
        ...


class ShownLeads(LeadRepository, Protocol):
    """Leads as people see and change them: those of a deleted bot are absent, even while they are still stored.

    Whatever acts for a person asks here. Who keeps house or answers customers asks LeadRepository, which has them all.
    A page may always hold fewer than `limit` and still have a next one.
    """

    def pages(self, tenant: TenantId, wanted: LeadFilter = ANY, *, size: int = 100) -> Iterator[Page[Lead]]:
        """One page of the list after the other, with the bots looked at once for all of them."""
        ...


class NoteRepository(Protocol):
    """Notes about leads, beside their chats."""

    def add(self, tenant: TenantId, note: Note, *, audit: AuditEntry | None = None) -> None:
        """Store it."""
        ...

    def list(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Note]:
        """Newest first. Raise InvalidInputError for a cursor that isn't one of this list's."""
        ...


class HistoryRepository(Protocol):
    """The steps that leads went through. Nothing changes one; they go with their lead."""

    def add(self, tenant: TenantId, steps: Sequence[LeadStep]) -> None:
        """Store each step once, however often it is given. Raise UnavailableError if not all are stored."""
        ...

    def list(
        self, tenant: TenantId, leads: Sequence[LeadId], *, limit: int = 50, cursor: str | None = None
    ) -> Page[LeadStep]:
        """Those of all these leads together, newest first.

        Raise InvalidInputError for a cursor that isn't one of this list's.
        """
        ...
