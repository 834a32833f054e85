"""Events as the person behind a socket may see them."""

from collections.abc import Iterable, Iterator

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import LeadId, TenantId, UserId
from flotilla.domain.people import Role
from flotilla.domain.views import View
from flotilla.domain.visibility import lead_of, view_of_event
from flotilla.ports.realtime import Connection
from flotilla.ports.repositories import LeadRepository

NOBODY_HERE = UserId("-")
"""Stands for the holder of a lead that is gone, so that no vendor sees it."""


def as_seen(leads: LeadRepository, connection: Connection, envelopes: Iterable[View]) -> Iterator[View]:
    """The envelopes that the connection's person may see, in the form that they may see; none for a runner."""
    if connection.tenant is None or connection.user is None or connection.role is None:
        return
    for envelope in envelopes:
        lead = lead_of(envelope) if connection.role is Role.VENDOR else None
        holder = assignee(leads, connection.tenant, LeadId(lead)) if lead is not None else None
        seen = view_of_event(envelope, connection.role, connection.user, holder)
        if seen is not None:
            yield seen


def assignee(leads: LeadRepository, tenant: TenantId, lead: LeadId) -> UserId | None:
    """Who has the lead now; NOBODY_HERE if there is no such lead (any more)."""
    try:
        return leads.get(tenant, lead).assigned_to
    except NotFoundError:
        return NOBODY_HERE
