"""What the page tells by itself."""

import json
import time
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.presence import TypingState
from runner.channels.port import (
    AckSeen,
    ChannelEvent,
    EventLost,
    LogoutSeen,
    MessageEdited,
    MessageRevoked,
    QrSeen,
    Reacted,
    StateSeen,
    TypingSeen,
    Voted,
)
from runner.channels.whatsapp_web.protocol.messages import read_message
from runner.channels.whatsapp_web.protocol.status import WireStatus
from runner.channels.whatsapp_web.protocol.wire import Wire, complain


class _Event(Wire):
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
    message: Any

    def to_event(self) -> ChannelEvent:
        return read_message(self.message, self.at_ms) or EventLost(self.at_ms)


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


class _Mark(_Event):
    made_at: float | None = None

    @property
    def made_ms(self) -> int:
        """When it was made; two that WhatsApp dates in one whole second are told apart by the moment of hearing."""
        if self.made_at is None:
            return self.at_ms
        made = int(self.made_at)
        return self.at_ms if made % 1000 == 0 and 0 <= self.at_ms - made < 1000 else made


class _Reaction(_Mark):
    kind: Literal["reaction"]
    chat: str
    id: str
    from_: str = Field(alias="from")
    emoji: str
    from_me: bool = False

    def to_event(self) -> ChannelEvent:
        return Reacted(ChatId(self.chat), MessageId(self.id), self.from_, self.emoji, self.from_me, self.made_ms)


class _Vote(_Mark):
    kind: Literal["vote"]
    chat: str
    id: str
    from_: str = Field(alias="from")
    options: tuple[str, ...]
    from_me: bool = False

    def to_event(self) -> ChannelEvent:
        return Voted(ChatId(self.chat), MessageId(self.id), self.from_, self.options, self.from_me, self.made_ms)


class _Typing(_Event):
    kind: Literal["typing"]
    chat: str
    state: TypingState

    def to_event(self) -> ChannelEvent:
        return TypingSeen(ChatId(self.chat), self.state, self.at_ms)


_Known = Annotated[
    _State | _Qr | _Logout | _Message | _Ack | _Edited | _Revoked | _Reaction | _Vote | _Typing,
    Field(discriminator="kind"),
]
_KINDS = frozenset({"state", "qr", "logout", "message", "ack", "edited", "revoked", "reaction", "vote", "typing"})
_event_adapter: TypeAdapter[Any] = TypeAdapter(_Known)


def read_batch(text: str) -> list[ChannelEvent]:
    """The events of a batch. One that can't be read is told as lost: repeating it would not make it readable."""
    events: list[ChannelEvent] = []
    for item in json.loads(text):
        if item.get("kind") not in _KINDS:
            continue
        try:
            events.append(_event_adapter.validate_python(item).to_event())
        except ValidationError as error:
            complain(item["kind"], error)
            events.append(EventLost(int(time.time() * 1000)))
    return events
