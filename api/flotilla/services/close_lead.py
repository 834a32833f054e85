"""Close a lead as won or lost."""

from dataclasses import dataclass

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import LeadId
from flotilla.domain.leads import Lead, LeadStatus
from flotilla.domain.people import Principal
from flotilla.domain.selling import OUTCOMES, close
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ShownLeads
from flotilla.services.change_lead import ChangeLead

MAX_REASON = 500


@dataclass(frozen=True, slots=True)
class CloseLead:
    """Says how it ended, and why."""

    leads: ShownLeads
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId, outcome: LeadStatus, reason: str) -> Lead:
        """The closed lead; nothing changes if it ended just so already.

        Raise InvalidInputError for an outcome other than won or lost, or without a reason; NotFoundError; and
        ConflictError (`lead_closed`) if it ended otherwise.
        """
        why = reason.strip()
        wrong = {} if outcome in OUTCOMES else {"outcome": "Either won or lost."}
        if not 1 <= len(why) <= MAX_REASON:
            wrong["reason"] = f"1 to {MAX_REASON} characters."
        if wrong:
            raise InvalidInputError("The lead can't be closed like this.", fields=wrong)
        change = ChangeLead(self.leads, self.clock, self.ids)
        return change(
            principal, lead_id, "lead.closed", lambda lead, now: close(lead, outcome, why, principal.user, now)
        )
