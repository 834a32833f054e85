"""List conversations by their last activity."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.handover import as_of
from flotilla.domain.ids import BotId
from flotilla.domain.inbox import Conversation, Happening, is_found_by, last_time
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.domain.visibility import may_see_lead
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import BotRepository, InboxRepository, TenantRepository
from flotilla.services.list_leads import check_limit

HISTORY = timedelta(days=366)
"""What a number's phone brings along is listed as far back before the workspace was made."""

SILENCE = timedelta(days=30)
"""What was silent for longer before its hand-over is not listed for it: else whoever asks reads all that there is."""

MAX_SEARCH = 100


class InboxView(StrEnum):
    """Whose conversations: one's own, those of nobody that are open, or all that one may see."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Since:
    """Only conversations that saw `what` on this day, by the workspace's clocks, or later."""

    day: date
    what: Happening = Happening.SAID


@dataclass(frozen=True, slots=True)
class ListConversations:
    """Reads the inbox; vendors see their own leads and the unassigned ones, and nobody those of a deleted bot."""

    inbox: InboxRepository
    bots: BotRepository
    tenants: TenantRepository
    clock: Clock

    def __call__(
        self,
        principal: Principal,
        view: InboxView = InboxView.ALL,
        search: str | None = None,
        bot: BotId | None = None,
        since: Since | None = None,
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

        tenant = self.tenants.get(principal.tenant)
        living = {one.id for one in self.bots.list(principal.tenant)}
        first = datetime.combine(since.day, time(), ZoneInfo(tenant.time_zone)) if since is not None else None

        def saw(one: Conversation) -> bool:
            if since is None or first is None:
                return True
            moment = last_time(one.chat, since.what)
            return moment is not None and moment >= first

        def fits(one: Conversation) -> bool:
            holder = one.lead.assigned_to
            in_view = {
                InboxView.MINE: holder == principal.user,
                InboxView.UNASSIGNED: holder is None and not one.lead.closed,
                InboxView.ALL: may_see_lead(principal.role, principal.user, holder),
            }[view]
            of_bot = one.lead.bot in living and bot in (None, one.lead.bot)
            return in_view and of_bot and saw(one) and (not wanted or is_found_by(one.lead, wanted))

        now, began = self.clock.now(), tenant.created_at - HISTORY
        scope = (view.value, wanted, principal.user, bot or "", *((str(since.day), since.what) if since else ()))
        # A chat may be taken over without a word, yet hardly long after the last one; all else came with what was said.
        silent = since is not None and since.what is Happening.HANDOVER
        oldest = max(began, first - (SILENCE if silent else timedelta())) if first is not None else began
        # A phone's clock may be ahead of ours.
        until = now + timedelta(days=1)
        page = self.inbox.list(
            principal.tenant, fits, scope=scope, since=oldest, until=until, limit=check_limit(limit), cursor=cursor
        )
        return replace(page, items=tuple(replace(one, chat=as_of(one.chat, now)) for one in page.items))
