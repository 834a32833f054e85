"""The bridge's protocol (`runners/bridge/src/protocol.ts`), and its translation into the channel's words."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.session_machine import PageState
from runner.channels.port import (
    AckSeen,
    ChannelError,
    ChannelEvent,
    LogoutSeen,
    MessageEdited,
    MessageRevoked,
    MessageSeen,
    QrSeen,
    SendOrder,
    StateSeen,
)

logger = logging.getLogger(__name__)

_CODES = "not_ready|no_such_chat|refused|timeout|bad_request|internal"
_ERROR = re.compile(rf"\b({_CODES}): ([^\n]*)")


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class WireStatus(_Wire):
    """What `status()` answers and `state` events carry."""

    registered: bool
    main: bool
    stream_mode: str | None = None
    stream_info: str | None = None
    socket_state: str | None = None
    me: str | None = None
    qr: str | None = None

    def to_state(self) -> PageState:
        """In the domain's words."""
        return PageState(**self.model_dump(include=set(WireStatus.model_fields)))


class WireMessage(_Wire):
    """A message as the page shows it."""

    id: str
    chat: str
    from_me: bool
    type: str
    text: str | None = None
    t: int
    ack: int = 0
    author: str | None = None
    quoted: str | None = None
    push_name: str | None = None
    phone_at: float | None = None

    def to_seen(self, at_ms: int) -> MessageSeen:
        """In the channel's words."""
        return MessageSeen(
            chat=ChatId(self.chat),
            id=MessageId(self.id),
            from_me=self.from_me,
            type=self.type,
            text=self.text,
            sent_at=self.t,
            at_ms=at_ms,
            ack=self.ack,
            author=self.author,
            quoted=MessageId(self.quoted) if self.quoted else None,
            push_name=self.push_name,
            phone_at_ms=int(self.phone_at) if self.phone_at is not None else None,
        )


class _Event(_Wire):
    at: float

    @property
    def at_ms(self) -> int:
        return int(self.at)


class _State(WireStatus, _Event):
    kind: Literal["state"]

    def to_event(self) -> ChannelEvent:
        return StateSeen(self.to_state(), self.at_ms)


class _Qr(_Event):
    kind: Literal["qr"]
    qr: str | None

    def to_event(self) -> ChannelEvent:
        return QrSeen(self.qr, self.at_ms)


class _Logout(_Event):
    kind: Literal["logout"]

    def to_event(self) -> ChannelEvent:
        return LogoutSeen(self.at_ms)


class _Message(_Event):
    kind: Literal["message"]
    message: WireMessage

    def to_event(self) -> ChannelEvent:
        return self.message.to_seen(self.at_ms)


class _Ack(_Event):
    kind: Literal["ack"]
    chat: str
    ids: tuple[str, ...]
    ack: int

    def to_event(self) -> ChannelEvent:
        return AckSeen(ChatId(self.chat), tuple(MessageId(one) for one in self.ids), self.ack, self.at_ms)


class _Edited(_Event):
    kind: Literal["edited"]
    chat: str
    id: str
    text: str | None
    from_me: bool = False

    def to_event(self) -> ChannelEvent:
        return MessageEdited(ChatId(self.chat), MessageId(self.id), self.text, self.from_me, self.at_ms)


class _Revoked(_Event):
    kind: Literal["revoked"]
    chat: str
    id: str
    from_me: bool = False

    def to_event(self) -> ChannelEvent:
        return MessageRevoked(ChatId(self.chat), MessageId(self.id), self.from_me, self.at_ms)


_Known = Annotated[_State | _Qr | _Logout | _Message | _Ack | _Edited | _Revoked, Field(discriminator="kind")]
_KINDS = frozenset({"state", "qr", "logout", "message", "ack", "edited", "revoked"})
_event_adapter: TypeAdapter[Any] = TypeAdapter(_Known)


class WireSent(_Wire):
    """What `send()` answers."""

    outcome: Literal["sent", "found"]
    ack: int


class _WireChat(_Wire):
    chat: str
    messages: tuple[dict[str, Any], ...]


class WireHistory(_Wire):
    """What `history()` answers. Messages are read one by one: one that can't be must not hide the others."""

    chats: tuple[_WireChat, ...]

    def to_seen(self, at_ms: int) -> Iterator[MessageSeen]:
        """The messages that can be read, chat by chat, in the page's order."""
        for item in (message for chat in self.chats for message in chat.messages):
            try:
                yield WireMessage.model_validate(item).to_seen(at_ms)
            except ValidationError as error:
                _complain("message", error)


M = TypeVar("M", bound=_Wire)


def read_answer(model: type[M], answer: object) -> M:
    """What the bridge answered. Raise ChannelError if it isn't what the protocol says."""
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        _complain(model.__name__, error)
        raise ChannelError("The bridge's answer is not understood.", code="internal") from None


def read_batch(text: str) -> list[ChannelEvent]:
    """The events of a batch. What can't be read is logged and left out: repeating it would not make it readable."""
    events: list[ChannelEvent] = []
    for item in json.loads(text):
        if item.get("kind") not in _KINDS:
            continue
        try:
            events.append(_event_adapter.validate_python(item).to_event())
        except ValidationError as error:
            _complain(item["kind"], error)
    return events


def _complain(kind: str, error: ValidationError) -> None:
    """Log where it is wrong, and not what stands there: that may be a customer's text."""
    places = [".".join(map(str, one["loc"])) for one in error.errors()]
    logger.error("event not understood", extra={"kind": kind, "fields": places})


def write_order(order: SendOrder) -> dict[str, object]:
    """The argument of `send()`."""
    return {
        "type": "text",
        "chat": order.chat,
        "id": order.id,
        "text": order.text,
        "deadline": order.deadline_ms,
        "lookup": order.lookup,
        **({"quoted": order.quoted} if order.quoted else {}),
    }


def read_error(text: str) -> ChannelError:
    """The bridge's rejection, found in whatever the browser's driver wrapped around it."""
    found = _ERROR.search(text)
    if found is None:
        return ChannelError(text.partition("\n")[0][:300], code="internal")
    return ChannelError(found.group(2)[:300], code=found.group(1))
