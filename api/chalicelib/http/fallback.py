"""The answer to requests that no endpoint takes. Without it API Gateway would answer them, in a shape of its own."""

import re
from collections.abc import Iterable

from chalice.app import Request, Response

from chalicelib.http.endpoints import Endpoint
from chalicelib.http.errors import problem
from chalicelib.log import request_id_of

ANYWHERE = "/{proxy+}"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def nothing_here(request: Request, endpoints: Iterable[Endpoint]) -> Response:
    """Method not allowed at an address that takes others, else not found."""
    path = "/" + "".join((request.uri_params or {}).values())
    allowed = [endpoint.method for endpoint in endpoints if _fits(endpoint, path)]
    request_id = request_id_of(request.lambda_context)
    if allowed:
        allow = {"Allow": ", ".join(allowed)}
        detail = f"This address does not take {request.method}."
        return problem(405, "method_not_allowed", detail, request_id=request_id, headers=allow)
    return problem(404, "not_found", "There is nothing at this address.", request_id=request_id)


def _fits(endpoint: Endpoint, path: str) -> bool:
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", endpoint.path), path) is not None
