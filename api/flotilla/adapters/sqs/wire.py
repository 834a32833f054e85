"""The bodies of queue entries: Inbound ⇄ JSON and TurnRef ⇄ JSON, and what SQS FIFO orders and deduplicates by."""

import hashlib
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.inbound import Inbound

T = TypeVar("T")

_INBOUND = TypeAdapter(Inbound)
_TURN = TypeAdapter(TurnRef)


def write_inbound(event: Inbound) -> str:
    """The entry's body."""
    return _INBOUND.dump_json(event, exclude_defaults=True).decode()


def read_inbound(body: str) -> Inbound:
    """The event in a body. Raise InvalidInputError if there is none; unknown fields are ignored."""
    return _read(_INBOUND, body)


def write_turn(turn: TurnRef) -> str:
    """The entry's body."""
    return _TURN.dump_json(turn).decode()


def read_turn(body: str) -> TurnRef:
    """The turn in a body. Raise InvalidInputError if there is none; unknown fields are ignored."""
    return _read(_TURN, body)


def group_id(event: Inbound) -> str:
    """What keeps its order: one chat of one bot. A hash, since chat ids hold characters and lengths SQS refuses."""
    return hashlib.sha256(f"{event.bot}#{event.chat}".encode()).hexdigest()


def deduplication_id(event: Inbound) -> str:
    """The same for a repeated hand-over of the same event; edits share the message's id, hence kind and version."""
    return hashlib.sha256(f"{event.bot}#{event.id}#{event.kind}#{event.version}".encode()).hexdigest()


def _read(adapter: TypeAdapter[T], body: str) -> T:
    try:
        return adapter.validate_json(body)
    except ValidationError as error:
        # The body may hold a customer's words: only the places are named.
        places = ", ".join(".".join(str(part) for part in found["loc"]) for found in error.errors()) or "body"
        raise InvalidInputError(f"This queue entry can't be read ({places}).") from None
