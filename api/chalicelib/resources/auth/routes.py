"""Sign in and out."""

from chalicelib.http.cookies import sign_in_cookie, sign_out_cookie
from chalicelib.http.endpoints import Access, Reply
from chalicelib.resources.auth.schemas import LoginBody, SignInAnswer, sign_in_view
from chalicelib.web import Resource
from flotilla import bootstrap

auth = Resource("auth")


@auth.endpoint(
    "POST", "/auth/login", access=Access.PUBLIC, returns=SignInAnswer, errors=(401, 403, 429), sends=("Set-Cookie",)
)
def sign_in(body: LoginBody) -> Reply:
    """Sign in with an e-mail address and a password.

    The answer sets the cookie `flotilla_session`, which signs in the following requests for 7 days.
    """
    services = bootstrap.services()
    signed_in = services.sign_in(body.email, body.password)
    cookie = sign_in_cookie(signed_in.token, signed_in.expires_at, services.clock.now(), services.settings.site_url)
    tenant = services.tenants.get(signed_in.principal.tenant)
    return Reply(sign_in_view(signed_in.principal, tenant), {"Set-Cookie": [cookie]})


@auth.endpoint("POST", "/auth/logout", access=Access.PUBLIC, status=204, sends=("Set-Cookie",))
def sign_out() -> Reply:
    """Sign out: the browser forgets the sign-in. Harmless without one."""
    return Reply(headers={"Set-Cookie": [sign_out_cookie(bootstrap.services().settings.site_url)]})
