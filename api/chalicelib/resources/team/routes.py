"""The people of the workspace."""

from chalicelib.http.endpoints import Call, Reply
from chalicelib.resources.team.schemas import MemberAnswer, TeamAnswer, UpdateMemberBody
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import UserId
from flotilla.domain.people import Power
from flotilla.domain.team_views import member_view
from flotilla.domain.views import View

team = Resource("team")


@team.endpoint("GET", "/team", access=Power.TEAM_READ, returns=TeamAnswer)
def list_team(call: Call) -> View:
    """List the people of the workspace, oldest first, the deactivated among them."""
    members = bootstrap.services().list_team(call.principal)
    return {"items": [member_view(one.membership, one.managed_by) for one in members]}


@team.endpoint("PATCH", "/team/{user_id}", access=Power.TEAM_WRITE, returns=MemberAnswer, errors=(402, 409))
def update_member(call: Call, user_id: UserId, body: UpdateMemberBody) -> View:
    """Change a person's role, keep them out, or let them in again. It counts at once, on open sockets too.

    The last owner stays one, and whose role the environment gives keeps it: both answer 409.
    """
    changed = bootstrap.services().update_member(call.principal, user_id, **body.changes())
    return member_view(changed.membership, changed.managed_by)


@team.endpoint("DELETE", "/team/{user_id}", access=Power.TEAM_WRITE, status=204, errors=(409,))
def remove_member(call: Call, user_id: UserId) -> Reply:
    """Remove a person from the workspace. Their leads are nobody's again."""
    bootstrap.services().remove_member(call.principal, user_id)
    return Reply()
