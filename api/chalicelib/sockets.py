"""WebSocket handlers: pages and runners open a socket with a ticket, say hello once, and ping now and then.

What a socket sends is answered on the socket: API Gateway passes on no answer of the $default handler.
"""

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from chalicelib.http.errors import status_of
from chalicelib.log import begin, logger
from flotilla import bootstrap
from flotilla.domain.errors import FlotillaError, InvalidInputError, TooLargeError
from flotilla.domain.ids import ConnectionId
from flotilla.domain.views import View, iso

Event = dict[str, Any]
Response = dict[str, Any]

MAX_HEARD_BYTES = 4 * 1024
"""What clients say is short; AWS would let 128 KB through."""

_OK: Response = {"statusCode": 200}


class Heard(BaseModel):
    """What a client may say. `since`: the time up to which it knows what happened."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    action: Literal["hello", "ping"]
    since: AwareDatetime | None = None


def open_socket(event: Event, context: Any) -> Response:
    """$connect: redeem the ticket of the query string; any status but 200 refuses the socket."""
    begin(context)
    secret = (event.get("queryStringParameters") or {}).get("ticket") or ""
    try:
        bootstrap.services().open_connection(secret, _connection(event))
    except FlotillaError as error:
        logger.info("socket refused", extra={"code": error.code})
        return {"statusCode": status_of(error)}
    logger.info("socket opened")
    return _OK


def close_socket(event: Event, context: Any) -> Response:
    """$disconnect: forget the socket."""
    begin(context)
    bootstrap.services().close_connection(_connection(event))
    logger.info("socket closed")
    return _OK


def hear_socket(event: Event, context: Any) -> Response:
    """$default: answer a hello or a ping; anything else gets an error frame, and the socket stays open."""
    begin(context)
    connection = _connection(event)
    try:
        heard = _read(event.get("body") or "")
        logger.info("socket heard", extra={"action": heard.action})
        _answer(connection, heard)
    except FlotillaError as error:
        _send(connection, {"error": {"code": error.code, "message": error.message}})
        logger.info("socket misheard", extra={"code": error.code})
    return _OK


def _connection(event: Event) -> ConnectionId:
    return ConnectionId(event["requestContext"]["connectionId"])


def _read(body: str) -> Heard:
    raw = body.encode(errors="replace")
    if len(raw) > MAX_HEARD_BYTES:
        raise TooLargeError(f"A message has at most {MAX_HEARD_BYTES // 1024} KB.")
    try:
        return Heard.model_validate_json(raw)
    except ValidationError:
        raise InvalidInputError(
            'Say {"action": "hello"}, with "since" if you were here before, or {"action": "ping"}.', code="bad_message"
        ) from None


def _answer(connection: ConnectionId, heard: Heard) -> None:
    services = bootstrap.services()
    now = services.clock.now()
    if heard.action == "ping":
        _send(connection, {"pong": iso(now)})
        return
    greeting = services.greet_connection(connection, heard.since)
    _send(connection, {"events": list(greeting)})
    said = {event["id"] for event in greeting}
    meanwhile = [event for event in services.admit_connection(connection, now) if event["id"] not in said]
    if meanwhile:
        _send(connection, {"events": meanwhile})


def _send(connection: ConnectionId, frame: View) -> None:
    """Say it on the socket, if that is possible: who wasn't reached asks again."""
    try:
        reached = bootstrap.services().sockets.send(connection, frame)
    except FlotillaError as error:
        logger.warning("socket not reached", extra={"code": error.code})
        return
    if not reached:
        logger.info("socket gone")
