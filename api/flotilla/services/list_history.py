"""List what happened to a lead."""

from dataclasses import dataclass, replace

from flotilla.domain.ids import LeadId
from flotilla.domain.lead_steps import LeadStep, StepKind, steps_before, unsaved_step
from flotilla.domain.leads import Lead
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import ConversationRepository, HistoryRepository, ShownLeads
from flotilla.services.list_leads import check_limit
from flotilla.services.show_lead import visible_lead


@dataclass(frozen=True, slots=True)
class ListHistory:
    """Reads a lead's steps, newest first, with those of the leads that turned out to be the same person's."""

    leads: ShownLeads
    conversations: ConversationRepository
    history: HistoryRepository
    clock: Clock

    def __call__(
        self, principal: Principal, lead_id: LeadId, limit: int = 50, cursor: str | None = None
    ) -> Page[LeadStep]:
        """One page. The first and the last one may hold a few more steps than `limit`: those that nothing has kept.

        Raise NotFoundError if the person may not see the lead, and InvalidInputError for a bad limit or cursor.
        """
        principal.require(Power.LEADS_READ)
        lead = visible_lead(self.leads, principal, lead_id)
        whole = (lead.id, *lead.absorbed)
        page = self.history.list(principal.tenant, whole, limit=check_limit(limit), cursor=cursor)
        unsaved = self._unsaved(lead) if cursor is None else ()
        oldest = _before(lead, page) if page.next_cursor is None else ()
        # Not each later step saved the chat: a note stands above the hand-back by the timer that came before it.
        kept = sorted((*unsaved, *page.items), key=lambda step: step.at, reverse=True)
        return replace(page, items=(*kept, *oldest))

    def _unsaved(self, lead: Lead) -> tuple[LeadStep, ...]:
        chat = self.conversations.find_chat(lead.tenant, lead.bot, lead.chat)
        step = unsaved_step(chat, self.clock.now()) if chat is not None else None
        return (step,) if step is not None else ()


def _before(lead: Lead, last: Page[LeadStep]) -> tuple[LeadStep, ...]:
    """What is known of the time before the first step that was kept: older leads have a past without any."""
    if any(step.kind is StepKind.CREATED and step.lead == lead.id for step in last.items):
        return ()
    return steps_before(lead, last.items[-1].at if last.items else None)
