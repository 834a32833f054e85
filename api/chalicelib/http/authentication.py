"""Who is asking: from the sign-in cookie to a principal, and whether they may."""

from chalice.app import Request

from chalicelib.http.cookies import token_of
from chalicelib.http.endpoints import Access
from flotilla import bootstrap
from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.people import Power, Principal


def admit(request: Request, access: Access | Power) -> Principal | None:
    """The signed-in person, or None on a public endpoint.

    Raise UnauthenticatedError without a valid sign-in, ForbiddenError without the power that the endpoint asks for.
    """
    if access is Access.PUBLIC:
        return None
    token = token_of(request)
    if token is None:
        raise UnauthenticatedError("Please sign in.")
    principal: Principal = bootstrap.services().authenticate(token)
    if isinstance(access, Power):
        principal.require(access)
    return principal
