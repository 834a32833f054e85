"""What a request carries, read and checked before a handler sees it."""

import re
from typing import Any, TypeVar

from chalice.app import Request
from pydantic import BaseModel, ValidationError

from chalicelib.http.errors import MalformedRequestError
from flotilla.domain.errors import InvalidInputError, NotFoundError, TooLargeError

M = TypeVar("M", bound=BaseModel)

MAX_BODY_BYTES = 64 * 1024
"""The largest JSON body; far below what API Gateway lets through."""

ID_PATTERN = "[0-9A-Za-z_-]{1,64}"
IDEMPOTENCY_KEY_PATTERN = "[!-~]{1,200}"

_ID = re.compile(ID_PATTERN)
_IDEMPOTENCY_KEY = re.compile(IDEMPOTENCY_KEY_PATTERN)
_ETAG = re.compile(r'"(\d{1,15})"')


def check_size(request: Request, largest: int = MAX_BODY_BYTES) -> None:
    """Raise TooLargeError for a body over the limit, MalformedRequestError for one that can't be decoded."""
    if len(raw_body(request)) > largest:
        raise TooLargeError(f"The body is larger than {largest // 1024} KB.")


def read_body(model: type[M], request: Request) -> M:
    """The body as the model says. Raise MalformedRequestError for what is no JSON, else InvalidInputError by place."""
    try:
        return model.model_validate_json(raw_body(request))
    except ValidationError as error:
        raise _refusal(error, "The body") from None


def read_query(model: type[M], request: Request) -> M:
    """The query's parameters; of one that is repeated the last. Raise InvalidInputError naming those that are wrong."""
    try:
        return model.model_validate(dict(request.query_params or {}), strict=False)
    except ValidationError as error:
        raise _refusal(error, "The query") from None


def read_path(path: dict[str, str]) -> dict[str, str]:
    """The path's ids. What can't be anybody's id is not found, without asking the database."""
    for value in path.values():
        if not _ID.fullmatch(value):
            raise NotFoundError("There is nothing with this id.")
    return path


def read_idempotency_key(request: Request) -> str | None:
    """The Idempotency-Key header: 1 to 200 visible ASCII characters, or None."""
    key = request.headers.get("idempotency-key")
    if key is not None and not _IDEMPOTENCY_KEY.fullmatch(key):
        raise MalformedRequestError("Idempotency-Key takes 1 to 200 visible ASCII characters.", code="bad_header")
    return key


def read_if_match(request: Request) -> int | None:
    """The version that If-Match names; None without the header or with `*`."""
    value = request.headers.get("if-match", "*").strip()
    if value == "*":
        return None
    match = _ETAG.fullmatch(value)
    if match is None:
        raise MalformedRequestError('If-Match takes the ETag of an earlier answer, such as "3".', code="bad_header")
    return int(match[1])


def raw_body(request: Request) -> bytes:
    """The body's very bytes. Raise MalformedRequestError if they can't be had."""
    try:
        raw = request.raw_body
        return raw if isinstance(raw, bytes) else raw.encode()
    except ValueError as error:
        # The event says base64 and it is none, or its text can't be encoded.
        raise MalformedRequestError("The body can't be decoded.", code="malformed_body") from error


def etag(version: int) -> str:
    """The ETag of a version, as If-Match gives it back."""
    return f'"{version}"'


def _refusal(error: ValidationError, what: str) -> InvalidInputError:
    found: list[Any] = error.errors(include_url=False, include_input=False, include_context=False)
    if any(one["type"] == "json_invalid" for one in found):
        return MalformedRequestError(f"{what} is not valid JSON.", code="malformed_json")
    fields = {".".join(str(part) for part in one["loc"]) or "body": one["msg"] for one in found}
    return InvalidInputError(f"{what} has values that can't be used: {', '.join(fields)}.", fields=fields)
