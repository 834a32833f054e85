"""WebSocket handlers: pages and runners open a socket with a ticket, say hello once, and ping now and then.

What a socket sends is answered on the socket: API Gateway passes on no answer of the $default handler.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from chalicelib.http.errors import status_of
from chalicelib.log import begin, logger
from flotilla import bootstrap
from flotilla.domain.errors import FlotillaError, InvalidInputError, TooLargeError
from flotilla.domain.ids import BotId, ConnectionId, LeadId, TenantId
from flotilla.domain.presence import TypingState
from flotilla.domain.views import View, iso

Event = dict[str, Any]
Response = dict[str, Any]

MAX_HEARD_BYTES = 4 * 1024
"""What clients say is short; AWS would let 128 KB through."""

_OK: Response = {"statusCode": 200}

Id = Annotated[str, Field(min_length=1, max_length=64)]


class _Heard(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Hello(_Heard):
    """The first thing that a client says. `since`: the time up to which it knows what happened."""

    action: Literal["hello"]
    since: AwareDatetime | None = None


class Ping(_Heard):
    """Whether the connection still stands."""

    action: Literal["ping"]


class Follow(_Heard):
    """A page has a chat open; it says so again every few minutes."""

    action: Literal["follow"]
    lead: Id


class Typing(_Heard):
    """Somebody writes to the customer; said again every few seconds."""

    action: Literal["typing"]
    lead: Id


class CustomerTyping(_Heard):
    """A runner tells that the customer types, records, or paused."""

    action: Literal["customer_typing"]
    tenant: Id
    bot: Id
    lead: Id
    state: TypingState


_FRAMES: TypeAdapter[Hello | Ping | Follow | Typing | CustomerTyping] = TypeAdapter(
    Annotated[Hello | Ping | Follow | Typing | CustomerTyping, Field(discriminator="action")]
)


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


def _read(body: str) -> Hello | Ping | Follow | Typing | CustomerTyping:
    raw = body.encode(errors="replace")
    if len(raw) > MAX_HEARD_BYTES:
        raise TooLargeError(f"A message has at most {MAX_HEARD_BYTES // 1024} KB.")
    try:
        return _FRAMES.validate_json(raw)
    except ValidationError:
        raise InvalidInputError(
            'Say {"action": "hello"}, with "since" if you were here before, or {"action": "ping"}.', code="bad_message"
        ) from None


def _answer(connection: ConnectionId, heard: Hello | Ping | Follow | Typing | CustomerTyping) -> None:
    services = bootstrap.services()
    match heard:
        case Hello(since=since):
            _greet(connection, since)
        case Ping():
            _send(connection, {"pong": iso(services.clock.now())})
        case Follow(lead=lead):
            services.follow_chat(connection, LeadId(lead))
        case Typing(lead=lead):
            services.tell_typing(connection, LeadId(lead))
        case CustomerTyping(tenant=tenant, bot=bot, lead=lead, state=state):
            services.relay_typing(connection, TenantId(tenant), BotId(bot), LeadId(lead), state)


def _greet(connection: ConnectionId, since: datetime | None) -> None:
    services = bootstrap.services()
    now = services.clock.now()
    greeting = services.greet_connection(connection, since)
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
