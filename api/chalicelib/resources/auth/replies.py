"""Answers that sign a browser in or out."""

from chalicelib.http.cookies import sign_in_cookie, sign_out_cookie
from chalicelib.http.endpoints import Reply
from chalicelib.resources.auth.schemas import sign_in_view
from flotilla import bootstrap
from flotilla.services.admission import SignedIn


def signed_in_reply(signed_in: SignedIn) -> Reply:
    """Who is signed in now, and the cookie that says so from here on."""
    tenant = bootstrap.services().tenants.get(signed_in.principal.tenant)
    return Reply(sign_in_view(signed_in.principal, tenant), {"Set-Cookie": [cookie_of(signed_in)]})


def signed_out_reply() -> Reply:
    """Nothing but the order to forget the sign-in."""
    return Reply(headers={"Set-Cookie": [sign_out_cookie(bootstrap.services().settings.site_url)]})


def cookie_of(signed_in: SignedIn) -> str:
    """The Set-Cookie value of a sign-in."""
    services = bootstrap.services()
    return sign_in_cookie(signed_in.token, signed_in.expires_at, services.clock.now(), services.settings.site_url)
