"""The signed-in person."""

from chalicelib.http.endpoints import Access, Call
from chalicelib.resources.auth.schemas import sign_in_view, tenant_name_view
from chalicelib.resources.me.schemas import MeAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.people import roles_to_give
from flotilla.domain.views import View, iso_or_none

me = Resource("me")


@me.endpoint("GET", "/me", access=Access.SIGNED_IN, returns=MeAnswer)
def show_me(call: Call) -> View:
    """Show who is signed in, with their powers and the addresses that pages need."""
    services = bootstrap.services()
    settings = services.settings
    found = services.show_me(call.principal)
    return {
        **sign_in_view(found.principal, found.tenant),
        "tenant": {**tenant_name_view(found.tenant), "delete_at": iso_or_none(found.tenant.delete_at)},
        "tenants": [{"id": one.id, "name": one.name, "role": one.role.value} for one in found.tenants],
        "has_password": found.has_password,
        "powers": sorted(power.value for power in found.powers),
        "roles_to_give": [role.value for role in roles_to_give(found.powers)],
        "config": {
            "simulator_url": settings.simulator_url,
            "whatsapp_url": settings.whatsapp_url,
            "websocket_url": settings.websocket_url,
            "stage": settings.stage,
            "sign_up_open": settings.signup == "open",
        },
    }
