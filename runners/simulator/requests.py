"""Reading requests: JSON bodies and their fields, with a clear refusal for each thing that is wrong."""

import base64
import binascii
import json
from typing import Any
from urllib.parse import unquote_to_bytes

from aiohttp import web

from simulator.errors import RefusalError
from simulator.model import Json
from simulator.numbers import normalise

_TEXT_LIMIT = 65_536


async def read_json(request: web.Request) -> Json:
    """Read a JSON object; raises RefusalError (400 malformed, 422 no object)."""
    raw = await request.read()
    try:
        body = json.loads(raw) if raw.strip() else {}
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise RefusalError(400, "malformed_json", f"The body is not JSON: {error}.") from error
    if not isinstance(body, dict):
        raise RefusalError(422, "bad_body", "The body must be a JSON object.")
    return body


def text_field(body: Json, name: str, *, limit: int = _TEXT_LIMIT, empty: bool = False) -> str:
    """Take a text; raises RefusalError (422 missing, wrong type or empty; 413 too long)."""
    value = body.get(name)
    if not isinstance(value, str) or not (value.strip() or empty):
        raise RefusalError(422, "bad_field", f"`{name}` must be a text" + ("." if empty else ", and not empty."))
    if len(value) > limit:
        raise RefusalError(413, "too_large", f"`{name}` has {len(value)} characters; the limit is {limit}.")
    return value


def choice_field(body: Json, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
    """Take one of some words; raises RefusalError (422)."""
    value = body.get(name, default)
    if value not in choices:
        raise RefusalError(422, "bad_field", f"`{name}` must be one of {', '.join(choices)}.")
    return str(value)


def flag_field(body: Json, name: str) -> bool:
    """Take true or false; raises RefusalError (422)."""
    value = body.get(name)
    if not isinstance(value, bool):
        raise RefusalError(422, "bad_field", f"`{name}` must be true or false.")
    return value


def past_field(body: Json, name: str, now: int) -> int:
    """Take a moment of the past in epoch milliseconds; raises RefusalError (422)."""
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= now:
        raise RefusalError(422, "bad_field", f"`{name}` must be a moment of the past, in ms since the epoch.")
    return value


def number_in_path(request: web.Request) -> str:
    """The phone number in the path; raises RefusalError (422)."""
    return normalise(request.match_info["number"])


def peer_field(value: Any, name: str) -> str:
    """Take a number or a group's id; raises RefusalError (422)."""
    if isinstance(value, str) and value.endswith("@g.us"):
        return value
    if isinstance(value, str) and value.endswith("@c.us"):
        value = value.removesuffix("@c.us")
    return normalise(value, name)


def decode_content(media: Json) -> tuple[bytes, str]:
    """Take a file's bytes and type from `data_url`, or `data` (base64) and `mimetype`; raises RefusalError (422)."""
    try:
        if isinstance(media.get("data_url"), str):
            head, _, data = str(media["data_url"]).partition(",")
            mimetype = head.removeprefix("data:").split(";")[0] or "text/plain"
            content = base64.b64decode(data, validate=True) if head.endswith(";base64") else unquote_to_bytes(data)
            return content, mimetype
        return base64.b64decode(media["data"], validate=True), text_field(media, "mimetype", limit=200)
    except (binascii.Error, ValueError, KeyError, TypeError) as error:
        detail = (
            "`media` must have `data_url`, or `data` (base64) and `mimetype`; optional: `filename`, `caption`, `type`."
        )
        raise RefusalError(422, "bad_media", detail) from error
