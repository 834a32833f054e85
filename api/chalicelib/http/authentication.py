"""Who is asking: from the sign-in cookie to a principal, and whether they may."""

from chalice.app import Request

from chalicelib.http.caller import Caller
from chalicelib.http.cookies import token_of
from chalicelib.http.endpoints import Access
from flotilla import bootstrap
from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.people import Power, Principal


def admit(request: Request, access: Access | Power, caller: Caller) -> Principal | None:
    """The signed-in person, or None on an endpoint that needs none.

    Raise UnauthenticatedError without a valid sign-in, ForbiddenError without the power that the endpoint asks for.
    """
    if access is Access.PUBLIC:
        return None
    if access is Access.OPTIONAL:
        return _person_if_any(request, caller)
    principal = _person(request, caller)
    if isinstance(access, Power):
        principal.require(access)
    return principal


def _person(request: Request, caller: Caller) -> Principal:
    token = token_of(request)
    if token is None:
        raise UnauthenticatedError("Please sign in.")
    principal: Principal = bootstrap.services().authenticate(
        token, address=caller.address, user_agent=caller.user_agent
    )
    return principal


def _person_if_any(request: Request, caller: Caller) -> Principal | None:
    try:
        return _person(request, caller)
    except UnauthenticatedError:
        return None
