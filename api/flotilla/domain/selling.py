"""What people do with leads: who has one, and how it ended."""

from dataclasses import replace
from datetime import datetime

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import UserId
from flotilla.domain.leads import Lead, LeadStatus

OUTCOMES = (LeadStatus.WON, LeadStatus.LOST)

CLOSED = "lead_closed"


def assign(lead: Lead, to: UserId, by: UserId, now: datetime) -> Lead:
    """The lead with somebody who has it; as it is if it is theirs. Raise ConflictError (`lead_closed`)."""
    _require_open(lead)
    if lead.assigned_to == to:
        return lead
    return replace(lead, status=LeadStatus.ASSIGNED, assigned_to=to, assigned_by=by, assigned_at=now, updated_at=now)


def unassign(lead: Lead, now: datetime) -> Lead:
    """The lead that nobody has; as it is if nobody had it. Raise ConflictError (`lead_closed`)."""
    _require_open(lead)
    if lead.assigned_to is None:
        return lead
    free = replace(lead, assigned_to=None, assigned_by=None, assigned_at=None, updated_at=now)
    return replace(free, status=_open_status(free))


def close(lead: Lead, outcome: LeadStatus, reason: str, by: UserId, now: datetime) -> Lead:
    """The lead, won or lost; as it is if it ended just so. Raise ConflictError (`lead_closed`) if otherwise."""
    if (lead.status, lead.close_reason) == (outcome, reason):
        return lead
    _require_open(lead)
    return replace(lead, status=outcome, close_reason=reason, closed_by=by, closed_at=now, updated_at=now)


def reopen(lead: Lead, now: datetime) -> Lead:
    """The lead as far as it was before it was closed; as it is if it is open."""
    if not lead.closed:
        return lead
    return replace(lead, status=_open_status(lead), close_reason=None, closed_by=None, closed_at=None, updated_at=now)


def _open_status(lead: Lead) -> LeadStatus:
    if lead.assigned_to is not None:
        return LeadStatus.ASSIGNED
    return LeadStatus.QUALIFIED if lead.qualified_at is not None else LeadStatus.CAPTURING


def _require_open(lead: Lead) -> None:
    if lead.closed:
        raise ConflictError(f"This lead is {lead.status} already. Reopen it first.", code=CLOSED)
