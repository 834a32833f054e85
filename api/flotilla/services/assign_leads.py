"""Give several leads to somebody, or take them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flotilla.domain.errors import (
    ConflictError,
    FlotillaError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
)
from flotilla.domain.ids import LeadId, UserId
from flotilla.domain.leads import Lead
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, ConversationRepository, MemberRepository, ShownLeads
from flotilla.services.assign_lead import AssignLead

MOST_AT_ONCE = 50
"""Each takes some 50 ms, and a function's caller is not kept waiting for longer than a few seconds."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A lead that is to be assigned; `replaces` is who has it until now, as far as the person who asks knows."""

    lead: LeadId
    replaces: UserId | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of one: the lead as it is now, or why it was left as it was."""

    id: LeadId
    lead: Lead | None = None
    error: FlotillaError | None = None


@dataclass(frozen=True, slots=True)
class AssignLeads:
    """Each lead by itself: one that can't be assigned doesn't hold up the others. Safe to repeat."""

    members: MemberRepository
    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock
    ids: Ids

    def __call__(
        self, principal: Principal, wanted: Sequence[Assignment], user_id: UserId | None
    ) -> tuple[Assigned, ...]:
        """What became of each, in their order. None as the person takes them back.

        Raise InvalidInputError for too many, for one that is named twice, and for a person who can't have leads.
        """
        principal.require(Power.LEADS_WRITE)
        if not 1 <= len(wanted) <= MOST_AT_ONCE or len({one.lead for one in wanted}) != len(wanted):
            raise InvalidInputError(
                "These leads can't be assigned at once.",
                fields={"leads": f"From 1 to {MOST_AT_ONCE}, each of them once."},
            )
        assign = AssignLead(self.members, self.bots, self.leads, self.conversations, self.clock, self.ids)
        return tuple(_one(assign, principal, one, user_id) for one in wanted)


def _one(assign: AssignLead, principal: Principal, wanted: Assignment, user_id: UserId | None) -> Assigned:
    try:
        return Assigned(wanted.lead, assign(principal, wanted.lead, user_id, wanted.replaces).lead)
    except (ConflictError, ForbiddenError, NotFoundError, UnavailableError) as error:
        return Assigned(wanted.lead, error=error)
