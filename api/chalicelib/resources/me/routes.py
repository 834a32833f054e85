"""The signed-in person."""

from chalicelib.http.endpoints import Access, Call
from chalicelib.resources.auth.schemas import sign_in_view
from chalicelib.resources.me.schemas import MeAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.people import POWERS
from flotilla.domain.views import View

me = Resource("me")


@me.endpoint("GET", "/me", access=Access.SIGNED_IN, returns=MeAnswer)
def show_me(call: Call) -> View:
    """Show who is signed in, with their powers and the addresses that pages need."""
    services = bootstrap.services()
    settings = services.settings
    tenant = services.tenants.get(call.principal.tenant)
    return {
        **sign_in_view(call.principal, tenant),
        "powers": sorted(power.value for power in POWERS[call.principal.role]),
        "config": {
            "simulator_url": settings.simulator_url,
            "whatsapp_url": settings.whatsapp_url,
            "websocket_url": settings.websocket_url,
            "stage": settings.stage,
        },
    }
