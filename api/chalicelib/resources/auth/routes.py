"""Sign in and out, and what belongs to one's own sign-in."""

from chalicelib.http.endpoints import Access, Call, Reply
from chalicelib.resources.auth.replies import signed_in_reply, signed_out_reply
from chalicelib.resources.auth.schemas import LoginBody, PasswordBody, SignInAnswer, SwitchBody
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import TenantId

auth = Resource("auth")


@auth.endpoint(
    "POST", "/auth/login", access=Access.PUBLIC, returns=SignInAnswer, errors=(401, 403, 429), sends=("Set-Cookie",)
)
def sign_in(call: Call, body: LoginBody) -> Reply:
    """Sign in with an e-mail address and a password.

    The answer sets the cookie `flotilla_session`, which signs in the following requests for 7 days. After some wrong
    passwords in a row, and after many tries from one place, the answer is 429 for a while.
    """
    caller = call.caller
    return signed_in_reply(
        bootstrap.services().sign_in(body.email, body.password, address=caller.address, user_agent=caller.user_agent)
    )


@auth.endpoint("POST", "/auth/logout", access=Access.OPTIONAL, status=204, sends=("Set-Cookie",))
def sign_out(call: Call) -> Reply:
    """Sign out: the browser forgets the sign-in. Harmless without one."""
    if call.signed_in is not None:
        bootstrap.services().sign_out(call.signed_in)
    return signed_out_reply()


@auth.endpoint("POST", "/auth/logout-everywhere", access=Access.SIGNED_IN, status=204, sends=("Set-Cookie",))
def sign_out_everywhere(call: Call) -> Reply:
    """Sign out in every browser, this one included. Open sockets are closed."""
    bootstrap.services().sign_out_everywhere(call.principal)
    return signed_out_reply()


@auth.endpoint("POST", "/auth/password", access=Access.SIGNED_IN, returns=SignInAnswer, sends=("Set-Cookie",))
def change_password(call: Call, body: PasswordBody) -> Reply:
    """Change one's password, or set the first. Every other browser is signed out."""
    return signed_in_reply(bootstrap.services().change_password(call.principal, body.current, body.new))


@auth.endpoint(
    "POST", "/auth/switch", access=Access.SIGNED_IN, returns=SignInAnswer, errors=(404,), sends=("Set-Cookie",)
)
def switch_tenant(call: Call, body: SwitchBody) -> Reply:
    """Go on in another workspace that one belongs to."""
    return signed_in_reply(bootstrap.services().switch_tenant(call.principal, TenantId(body.tenant_id)))
