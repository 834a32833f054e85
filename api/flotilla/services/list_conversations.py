"""List conversations by their last activity."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.handover import as_of
from flotilla.domain.inbox import Conversation, is_found_by
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.domain.visibility import may_see_lead
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import InboxRepository, TenantRepository
from flotilla.services.list_leads import check_limit

HISTORY = timedelta(days=366)
"""What a number's phone brings along is listed as far back before the workspace was made."""

MAX_SEARCH = 100


class InboxView(StrEnum):
    """Whose conversations: one's own, those of nobody that are open, or all that one may see."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListConversations:
    """Reads the inbox; vendors see their own leads and the unassigned ones."""

    inbox: InboxRepository
    tenants: TenantRepository
    clock: Clock

    def __call__(
        self,
        principal: Principal,
        view: InboxView = InboxView.ALL,
        search: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Conversation]:
        """One page, newest first. It may hold fewer than `limit` and still have a next one.

        Raise InvalidInputError for a search that is too long, or a bad limit or cursor.
        """
        principal.require(Power.LEADS_READ)
        wanted = (search or "").strip()
        if len(wanted) > MAX_SEARCH:
            raise InvalidInputError("The search is too long.", fields={"search": f"At most {MAX_SEARCH} characters."})

        def fits(one: Conversation) -> bool:
            holder = one.lead.assigned_to
            in_view = {
                InboxView.MINE: holder == principal.user,
                InboxView.UNASSIGNED: holder is None and not one.lead.closed,
                InboxView.ALL: may_see_lead(principal.role, principal.user, holder),
            }[view]
            return in_view and (not wanted or is_found_by(one.lead, wanted))

        now, since = self.clock.now(), self.tenants.get(principal.tenant).created_at - HISTORY
        scope = (view.value, wanted, principal.user)
        # A phone's clock may be ahead of ours.
        until = now + timedelta(days=1)
        page = self.inbox.list(
            principal.tenant, fits, scope=scope, since=since, until=until, limit=check_limit(limit), cursor=cursor
        )
        return replace(page, items=tuple(replace(one, chat=as_of(one.chat, now)) for one in page.items))
