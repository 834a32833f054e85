"""What happened to leads."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.history.schemas import HistoryAnswer
from chalicelib.resources.schemas import PageQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import LeadId
from flotilla.domain.lead_steps import LeadStep
from flotilla.domain.people import Power
from flotilla.domain.views import View, iso

history = Resource("history")


def _step_view(step: LeadStep) -> View:
    return {
        "id": step.id,
        "lead_id": step.lead,
        "at": iso(step.at),
        "kind": step.kind.value,
        "by": step.by,
        "before": dict(step.before),
        "after": dict(step.after),
    }


@history.endpoint("GET", "/leads/{lead_id}/history", access=Power.LEADS_READ, returns=HistoryAnswer)
def list_history(call: Call, lead_id: LeadId, query: PageQuery) -> View:
    """List what happened to a lead, by people and by itself, newest first.

    The first and the last page may hold a few more steps than asked for.
    """
    page = bootstrap.services().list_history(call.principal, lead_id, limit=query.limit, cursor=query.cursor)
    return {"items": [_step_view(step) for step in page.items], "next_cursor": page.next_cursor}
