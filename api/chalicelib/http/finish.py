"""The middleware around every HTTP answer: one shape for failures, the same headers, one line in the log."""

import time
from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.http.errors import PROBLEM_JSON, problem_of_chalice
from chalicelib.log import begin, logger

SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
"""Answers are data for one person: nobody stores, frames, sniffs or executes them."""


def finish(request: Request | None, get_response: Callable[[Request | None], Response]) -> Response:
    """Answer, and make it presentable whoever made it: our code or Chalice."""
    started = time.perf_counter()
    request_id = begin(request.lambda_context if request is not None else None)
    response = get_response(request)
    if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM_JSON:
        response = problem_of_chalice(response, request_id)
    response.headers = {**SECURITY_HEADERS, "X-Request-Id": request_id, **response.headers}
    logger.info(
        "request",
        extra={
            "method": request.method if request is not None else None,
            "route": request.path if request is not None else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
        },
    )
    return response
