"""Invitations: for the team that sends them, and for whoever has the link."""

from chalicelib.http.endpoints import Access, Call, Reply
from chalicelib.resources.auth.replies import signed_in_reply
from chalicelib.resources.auth.schemas import SignInAnswer
from chalicelib.resources.invitations.schemas import (
    AcceptBody,
    InvitationListAnswer,
    InviteBody,
    NewInvitationAnswer,
    OfferAnswer,
)
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import InvitationId
from flotilla.domain.invitations import link_of
from flotilla.domain.people import Power
from flotilla.domain.team_views import invitation_view
from flotilla.domain.views import View, iso

invitations = Resource("invitations")


@invitations.endpoint("GET", "/team/invitations", access=Power.TEAM_READ, returns=InvitationListAnswer)
def list_invitations(call: Call) -> View:
    """List the workspace's invitations, newest first, those of the past among them."""
    services = bootstrap.services()
    now = services.clock.now()
    return {"items": [invitation_view(one, now) for one in services.list_invitations(call.principal)]}


@invitations.endpoint(
    "POST", "/team/invitations", access=Power.TEAM_WRITE, returns=NewInvitationAnswer, status=201, errors=(402, 409)
)
def invite_member(call: Call, body: InviteBody) -> View:
    """Invite somebody. The answer holds the link to pass on, this once; an earlier link of theirs is void."""
    services = bootstrap.services()
    invited = services.invite_member(call.principal, body.email, body.role)
    return {
        **invitation_view(invited.invitation, services.clock.now()),
        "token": invited.secret,
        "url": link_of(services.settings.site_url, invited.secret),
    }


@invitations.endpoint("DELETE", "/team/invitations/{invitation_id}", access=Power.TEAM_WRITE, status=204, errors=(409,))
def revoke_invitation(call: Call, invitation_id: InvitationId) -> Reply:
    """Make an invitation's link void."""
    bootstrap.services().revoke_invitation(call.principal, invitation_id)
    return Reply()


@invitations.endpoint("GET", "/invitations/{token}", access=Access.PUBLIC, returns=OfferAnswer)
def show_invitation(token: str) -> View:
    """Show what the link of an invitation offers. The address is masked: anybody may have the link."""
    offer = bootstrap.services().show_invitation(token)
    return {
        "workspace": offer.workspace,
        "email": offer.email,
        "role": offer.role.value,
        "state": offer.state.value,
        "expires_at": iso(offer.expires_at),
    }


@invitations.endpoint(
    "POST",
    "/invitations/{token}/accept",
    access=Access.OPTIONAL,
    returns=SignInAnswer,
    errors=(401, 402, 409, 429),
    sends=("Set-Cookie",),
)
def accept_invitation(call: Call, token: str, body: AcceptBody) -> Reply:
    """Accept an invitation and be signed in to its workspace.

    Somebody new chooses a name and a password. Somebody with an account is signed in already, or gives its password.
    """
    caller = call.caller
    return signed_in_reply(
        bootstrap.services().accept_invitation(
            token,
            principal=call.signed_in,
            name=body.name,
            password=body.password,
            address=caller.address,
            user_agent=caller.user_agent,
        )
    )
