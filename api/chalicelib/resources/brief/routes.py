"""What a person who takes a chat over has to know."""

from dataclasses import asdict

from chalicelib.http.endpoints import Call
from chalicelib.resources.brief.schemas import BriefAnswer, BriefQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.brief import Brief
from flotilla.domain.brief_text import text_of
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Power
from flotilla.domain.views import View, iso

brief = Resource("brief")


def _view(made: Brief) -> View:
    fields = {name: [asdict(one) for one in getattr(made, name)] for name in ("fields", "refused", "missing")}
    return {
        "lead_id": made.lead.id,
        "language": made.language,
        "who": made.who,
        "wants": made.wants,
        **fields,
        "lines": [{"sender": one.sender.value, "at": iso(one.at), "text": one.text} for one in made.lines],
        "speaks": made.speaks,
        "waiting_seconds": made.waiting_seconds,
        "text": text_of(made),
    }


@brief.endpoint("GET", "/leads/{lead_id}/brief", access=Power.LEADS_READ, returns=BriefAnswer)
def show_brief(call: Call, lead_id: LeadId, query: BriefQuery) -> View:
    """Show who the customer is, what they want, and what was said last, for whoever takes the chat over."""
    return _view(bootstrap.services().show_brief(call.principal, lead_id, query.language))
