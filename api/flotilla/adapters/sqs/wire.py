"""The bodies of queue entries: Inbound ⇄ JSON and TurnRef ⇄ JSON, and what SQS FIFO orders and deduplicates by."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import PaymentEventId
from flotilla.domain.inbound import Inbound

T = TypeVar("T")

_INBOUND = TypeAdapter(Inbound)
_HISTORY = TypeAdapter(tuple[Inbound, ...])
_TURN = TypeAdapter(TurnRef)


@dataclass(frozen=True, slots=True)
class _PaymentEventRef:
    event: PaymentEventId


_PAYMENT_EVENT = TypeAdapter(_PaymentEventRef)


def write_inbound(event: Inbound) -> str:
    """The entry's body."""
    return _INBOUND.dump_json(event, exclude_defaults=True).decode()


def read_inbound(body: str) -> Inbound:
    """The event in a body. Raise InvalidInputError if there is none; unknown fields are ignored."""
    return _read(_INBOUND, body)


def write_history(events: Sequence[Inbound]) -> str:
    """The body of an entry with several old messages of one chat."""
    return _HISTORY.dump_json(tuple(events), exclude_defaults=True).decode()


def read_history(body: str) -> tuple[Inbound, ...]:
    """The messages in a body. Raise InvalidInputError if there are none."""
    # Entries of before they had several messages are still in the queue when a new version comes.
    return _read(_HISTORY, body) if body.lstrip().startswith("[") else (read_inbound(body),)


def write_turn(turn: TurnRef) -> str:
    """The entry's body."""
    return _TURN.dump_json(turn).decode()


def read_turn(body: str) -> TurnRef:
    """The turn in a body. Raise InvalidInputError if there is none; unknown fields are ignored."""
    return _read(_TURN, body)


def write_payment_event(event: PaymentEventId) -> str:
    """The entry's body: what it is about is stored, and stays out of queues."""
    return _PAYMENT_EVENT.dump_json(_PaymentEventRef(event)).decode()


def read_payment_event(body: str) -> PaymentEventId:
    """The event's id in a body. Raise InvalidInputError if there is none."""
    return _read(_PAYMENT_EVENT, body).event


def group_id(event: Inbound) -> str:
    """What keeps its order: one chat of one bot. A hash, since chat ids hold characters and lengths SQS refuses."""
    return hashlib.sha256(f"{event.bot}#{event.chat}".encode()).hexdigest()


def deduplication_id(event: Inbound) -> str:
    """The same for a repeated hand-over of the same event; edits share the message's id, hence kind and version.

    So do several people's marks of one moment, hence who left them.
    """
    mark = event.reaction or event.vote
    who = f"#{mark.who}" if mark is not None else ""
    return hashlib.sha256(f"{event.bot}#{event.id}#{event.kind}#{event.version}{who}".encode()).hexdigest()


def _read(adapter: TypeAdapter[T], body: str) -> T:
    try:
        return adapter.validate_json(body)
    except ValidationError as error:
        # The body may hold a customer's words: only the places are named.
        places = ", ".join(".".join(str(part) for part in found["loc"]) for found in error.errors()) or "body"
        raise InvalidInputError(f"This queue entry can't be read ({places}).") from None
