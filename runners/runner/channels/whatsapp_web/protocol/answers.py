"""What the bridge answers when it is asked, and its refusals."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, ValidationError

from flotilla.domain.ids import ChatId
from runner.channels.port import ChannelError, MessageSeen
from runner.channels.whatsapp_web.protocol.messages import read_message
from runner.channels.whatsapp_web.protocol.wire import Wire, complain

_CODES = "not_ready|no_such_chat|refused|timeout|bad_request|gone|too_large|internal"
_ERROR = re.compile(rf"\b({_CODES}): ([^\n]*)")


class WireSent(Wire):
    """What `send()` answers."""

    outcome: Literal["sent", "found"]
    ack: int


class WirePairingCode(Wire):
    """What `pairingCode()` answers: eight characters, with or without WhatsApp's dash."""

    code: Annotated[str, Field(pattern=r"^[0-9A-Z]{4}-?[0-9A-Z]{4}$")]


class WireWarmed(Wire):
    """What `warm()` answers: functions of WhatsApp Web that sending needs and that are not there."""

    missing: tuple[str, ...]


class WireLookup(Wire):
    """What `lookup()` answers; without an ack it was not found."""

    ack: int | None


class WireFile(Wire):
    """What `media()` answers."""

    data_url: str

    def content(self) -> bytes:
        """The file. Raise ChannelError if it can't be read."""
        try:
            return base64.b64decode(self.data_url.partition(",")[2], validate=True)
        except binascii.Error:
            raise ChannelError("The bridge's file is not understood.", code="internal") from None


class WireChats(Wire):
    """What `chats()` and `subscribe()` answer."""

    chats: tuple[str, ...]

    def ids(self) -> tuple[ChatId, ...]:
        """In the domain's words."""
        return tuple(map(ChatId, self.chats))


class _WireChat(Wire):
    chat: str
    messages: tuple[dict[str, Any], ...]


class WireHistory(Wire):
    """What `history()` answers. Messages are read one by one: one that can't be must not hide the others.

    `unmarked` counts messages whose reactions or votes the page could not tell.
    """

    chats: tuple[_WireChat, ...]
    unmarked: int = 0

    def to_seen(self, at_ms: int) -> Iterator[MessageSeen]:
        """The messages, chat by chat, in the page's order, but for those of which not even the place is understood."""
        for item in (message for chat in self.chats for message in chat.messages):
            message = read_message(item, at_ms)
            if message is not None:
                yield message


M = TypeVar("M", bound=Wire)


def read_answer(model: type[M], answer: object) -> M:
    """What the bridge answered. Raise ChannelError if it isn't what the protocol says."""
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        complain(model.__name__, error)
        raise ChannelError("The bridge's answer is not understood.", code="internal") from None


def read_error(text: str) -> ChannelError:
    """The bridge's rejection, found in whatever the browser's driver wrapped around it."""
    found = _ERROR.search(text)
    if found is None:
        return ChannelError(text.partition("\n")[0][:300], code="internal")
    return ChannelError(found.group(2)[:300], code=found.group(1))
