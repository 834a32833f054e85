"""The one mapping of failures to HTTP: statuses, and RFC 9457 problem details as their bodies."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from chalice.app import Response

from chalicelib.log import logger
from flotilla.domain import errors
from flotilla.domain.errors import FlotillaError
from flotilla.domain.plans import larger_plans

PROBLEM_JSON = "application/problem+json"


class MalformedRequestError(errors.InvalidInputError):
    """The request can't be read at all: its body is no JSON, or a header has no sense."""

    code = "malformed_request"


class PreconditionFailedError(errors.ConflictError):
    """The thing is no longer at the version that If-Match names."""

    code = "precondition_failed"


STATUS_OF_ERROR: dict[type[FlotillaError], int] = {
    MalformedRequestError: 400,
    errors.UnauthenticatedError: 401,
    errors.LimitReachedError: 402,
    errors.ForbiddenError: 403,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    PreconditionFailedError: 412,
    errors.TooLargeError: 413,
    errors.InvalidInputError: 422,
    errors.RateLimitedError: 429,
    errors.MisconfiguredError: 500,
    FlotillaError: 500,
    errors.UnavailableError: 503,
}
"""A class that isn't named here has the status of its nearest ancestor."""

_CODE_OF_STATUS = {
    400: ("bad_request", "The request can't be read."),
    401: ("unauthenticated", "Please sign in."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this method."),
    415: ("unsupported_media_type", "Send the body as application/json."),
}
_INTERNAL = ("internal", "Something went wrong on our side. The request id helps to find out what.")

UPGRADE_PAGE = "/billing"
"""Where a larger plan is bought, on the site."""

RETRY_AFTER_SECONDS = 2
"""What a caller is told to wait when something that Flotilla needs does not answer."""


def status_of(error: FlotillaError) -> int:
    """The status of the error's class or of its nearest ancestor in the table."""
    return next(STATUS_OF_ERROR[kind] for kind in type(error).__mro__ if kind in STATUS_OF_ERROR)


def problem_of(error: FlotillaError, request_id: str) -> Response:
    """The answer to a request that failed on purpose. What the operator must mend is logged, not told to callers."""
    status = status_of(error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("failure", extra={"code": error.code, "reason": error.message})
        return problem(status, *_INTERNAL, request_id=request_id)
    headers: dict[str, str] = {}
    if isinstance(error, errors.RateLimitedError):
        headers["Retry-After"] = str(error.retry_after)
    elif isinstance(error, errors.UnavailableError):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    fields = error.fields if isinstance(error, errors.InvalidInputError | errors.ConflictError) else None
    limit = _limit_of(error) if isinstance(error, errors.LimitReachedError) else None
    return problem(
        status, error.code, error.message, request_id=request_id, fields=fields, limit=limit, headers=headers
    )


def _limit_of(error: errors.LimitReachedError) -> dict[str, Any] | None:
    """What would help who ran into a plan's limit; None where no plan would."""
    if error.limit is None:
        return None
    larger = larger_plans(error.limit, error.allowed) if error.allowed is not None else {}
    return {
        "name": error.limit,
        "plan": error.plan,
        "allowed": error.allowed,
        "used": error.used,
        "larger": [{"plan": plan.value, "allowed": allowed} for plan, allowed in larger.items()],
        "upgrade": UPGRADE_PAGE,
    }


def problem_of_chalice(response: Response, request_id: str) -> Response:
    """Chalice's own refusals (unknown method, wrong content type, an unexpected exception) in our shape."""
    code, detail = _CODE_OF_STATUS.get(response.status_code, _INTERNAL)
    kept = {name: value for name, value in response.headers.items() if name.lower() == "allow"}
    return problem(response.status_code, code, detail, request_id=request_id, headers=kept)


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    request_id: str,
    fields: Mapping[str, str] | None = None,
    limit: Mapping[str, Any] | None = None,
    headers: Mapping[str, Any] | None = None,
) -> Response:
    """An answer in the form of RFC 9457. `code` is for programs and stable, `detail` a sentence for people."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if request_id:
        body["instance"] = f"urn:flotilla:request:{request_id}"
    if fields:
        body["fields"] = dict(fields)
    if limit:
        body["limit"] = dict(limit)
    return Response(json.dumps(body), {"Content-Type": PROBLEM_JSON, **(headers or {})}, status)
