"""Live events."""

from chalicelib.http.endpoints import Access, Call
from chalicelib.resources.realtime.schemas import TicketAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.views import View, iso

realtime = Resource("realtime")


@realtime.endpoint("POST", "/realtime/ticket", access=Access.SIGNED_IN, returns=TicketAnswer, status=201)
def issue_ticket(call: Call) -> View:
    """Issue a ticket to open a socket with. It works once, within 60 seconds."""
    services = bootstrap.services()
    ticket = services.issue_ticket(call.principal)
    return {"ticket": ticket.secret, "url": services.settings.websocket_url, "expires_at": iso(ticket.expires_at)}
