"""Sign in with Google, or with whichever OpenID provider the installation names. Browsers visit these, not scripts."""

from chalicelib.http.cookies import forget_pending_cookie, pending_cookie, pending_of
from chalicelib.http.endpoints import Access, Call, Reply
from chalicelib.http.redirects import FOUND, redirect, redirect_of
from chalicelib.resources.auth.replies import cookie_of
from chalicelib.resources.google.schemas import ProviderAnswer, StartQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.errors import FlotillaError
from flotilla.services.finish_provider_sign_in import NoAccess

google = Resource("google")

NO_ACCESS_PAGE = "/no-access"


@google.endpoint("GET", "/auth/google/start", access=Access.PUBLIC, status=FOUND, sends=("Location",))
def start_google_sign_in(call: Call, query: StartQuery) -> Reply:
    """Begin: send the browser to the provider.

    A cookie binds the provider's answer to this browser for 10 minutes. What fails ends on the sign-in page, whose
    parameter `error` says what.
    """
    services = bootstrap.services()
    try:
        begun = services.start_provider_sign_in(query.next, invitation=query.invitation, address=call.caller.address)
    except FlotillaError as error:
        return redirect_of(error)
    site_url = services.settings.site_url
    return redirect(begun.url, pending_cookie(begun.cookie, begun.expires_at, services.clock.now(), site_url))


@google.endpoint("GET", "/auth/google/callback", access=Access.PUBLIC, status=FOUND, sends=("Location", "Set-Cookie"))
def finish_google_sign_in(call: Call, query: ProviderAnswer) -> Reply:
    """Finish: check the provider's answer and send the browser to where the person's work begins.

    Somebody without a workspace ends on the page `/no-access`; what fails ends on the sign-in page, whose parameter
    `error` says what. The answer is good once, in the browser that asked for it.
    """
    services = bootstrap.services()
    forget = forget_pending_cookie(services.settings.site_url)
    caller = call.caller
    try:
        found = services.finish_provider_sign_in(
            query.code,
            query.state,
            pending_of(call.request),
            address=caller.address,
            user_agent=caller.user_agent,
        )
    except FlotillaError as error:
        return redirect_of(error, forget)
    if isinstance(found, NoAccess):
        why = "?reason=deactivated" if found.reason == "deactivated" else ""
        return redirect(NO_ACCESS_PAGE + why, forget)
    return redirect(found.next or "/", cookie_of(found), forget)
