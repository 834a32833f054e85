"""Events as the person behind a socket may see them."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache, partial

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import BotId, LeadId, TenantId, UserId
from flotilla.domain.people import Role
from flotilla.domain.views import View
from flotilla.domain.visibility import lead_of, view_of_event
from flotilla.ports.realtime import Connection
from flotilla.ports.repositories import LeadRepository

NOBODY_HERE = UserId("-")
"""Stands for the holder of a lead that is gone, so that no vendor sees it."""


def as_seen(
    leads: LeadRepository, bots: Collection[BotId], connection: Connection, envelopes: Iterable[View]
) -> Iterator[View]:
    """The envelopes that the connection's person may see, in the form that they may see; none for a runner.

    `bots`: those there are now. What happened to the leads of others, before they were deleted, is not told any more:
    it would put these leads back into a page's lists.
    """
    if connection.tenant is None or connection.user is None or connection.role is None:
        return
    # Of one lead there may be many events.
    holder_of = cache(partial(assignee, leads, connection.tenant))
    for envelope in envelopes:
        about = lead_of(envelope)
        if about is not None and envelope["bot"] not in bots:
            continue
        lead = about if connection.role is Role.VENDOR else None
        holder = holder_of(LeadId(lead)) if lead is not None else None
        seen = view_of_event(envelope, connection.role, connection.user, holder)
        if seen is not None:
            yield seen


def assignee(leads: LeadRepository, tenant: TenantId, lead: LeadId) -> UserId | None:
    """Who has the lead now; NOBODY_HERE if there is no such lead (any more)."""
    try:
        return leads.get(tenant, lead).assigned_to
    except NotFoundError:
        return NOBODY_HERE
