"""Leads without those of deleted bots, over repositories that have them until they are removed."""

from collections.abc import Iterator
from dataclasses import replace

from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import BotId, LeadId, TenantId
from flotilla.domain.lead_lists import ANY, LeadFilter
from flotilla.domain.leads import Lead
from flotilla.domain.page import Page
from flotilla.ports.repositories import BotRepository, LeadRepository


class LivingBotsLeads:
    """Implements ShownLeads.

    A deletion marks the bot alone, however many leads it has, so the bot is read along with the lead. It is read anew
    each time: what one process remembers, another may just have deleted.
    """

    def __init__(self, leads: LeadRepository, bots: BotRepository) -> None:
        self._leads = leads
        self._bots = bots

    def get(self, tenant: TenantId, lead: LeadId) -> Lead:
        """See the port."""
        found = self._leads.get(tenant, lead)
        try:
            self._bots.get(tenant, found.bot)
        except NotFoundError:
            raise NotFoundError("There is no such lead.") from None
        return found

    def list(
        self,
        tenant: TenantId,
        wanted: LeadFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Lead]:
        """See the port."""
        page = self._leads.list(tenant, wanted, limit=limit, cursor=cursor)
        return _of(self._living(tenant), page) if page.items else page

    def pages(self, tenant: TenantId, wanted: LeadFilter = ANY, *, size: int = 100) -> Iterator[Page[Lead]]:
        """See the port."""
        living = self._living(tenant)
        cursor: str | None = None
        while True:
            page = self._leads.list(tenant, wanted, limit=size, cursor=cursor)
            yield _of(living, page)
            cursor = page.next_cursor
            if cursor is None:
                return

    def save(self, tenant: TenantId, lead: Lead, *, audit: AuditEntry | None = None) -> Lead:
        """See the port."""
        return self._leads.save(tenant, lead, audit=audit)

    def _living(self, tenant: TenantId) -> frozenset[BotId]:
        return frozenset(bot.id for bot in self._bots.list(tenant))


def _of(bots: frozenset[BotId], page: Page[Lead]) -> Page[Lead]:
    return replace(page, items=tuple(lead for lead in page.items if lead.bot in bots))
