"""Refusals of the simulated WhatsApp, as RFC 9457 problem details."""

import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class RefusalError(Exception):
    """Something the simulated WhatsApp does not do, with the HTTP status and a text that says what to do instead."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail


def not_on_whatsapp(number: str) -> RefusalError:
    """Make the refusal for a number without a phone."""
    text = f"No simulated phone has the number {number}. Create it with POST /phones first."
    return RefusalError(404, "not_on_whatsapp", text)


def problem(status: int, code: str, detail: str) -> web.Response:
    """Render problem details."""
    body = {"type": f"about:blank#{code}", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    text = json.dumps({**body, "detail": detail})
    return web.Response(status=status, text=text, content_type="application/problem+json")


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals and aiohttp's own errors into problem details."""
    try:
        return await handler(request)
    except RefusalError as refusal:
        return problem(refusal.status, refusal.code, refusal.detail)
    except web.HTTPRequestEntityTooLarge as error:
        text = f"The body is larger than the limit. {error.text or ''}".strip()
        return problem(413, "too_large", text)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return problem(
            error.status, error.reason.lower().replace(" ", "_"), f"{request.method} {request.path}: {error.reason}."
        )
