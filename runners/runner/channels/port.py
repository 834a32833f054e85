"""What a session needs of a channel: small, and in the project's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flotilla.domain.bots import Bot
from flotilla.domain.errors import FlotillaError
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.session_machine import PageState
from flotilla.domain.sessions import Reason


class ChannelError(FlotillaError):
    """The channel refused or failed. `code`: not_ready, no_such_chat, refused, timeout, bad_request or internal."""

    code = "internal"


class ChannelStartError(FlotillaError):
    """The channel can't be opened; `reason` is what people are told."""

    code = "channel_start_failed"

    def __init__(self, message: str, reason: Reason = Reason.BROWSER_START_FAILED) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class StateSeen:
    """The page's state changed. Times (`at_ms`) are milliseconds since the epoch, by the page's clock."""

    state: PageState
    at_ms: int


@dataclass(frozen=True, slots=True)
class QrSeen:
    """The page shows another code, or none."""

    qr: str | None
    at_ms: int


@dataclass(frozen=True, slots=True)
class LogoutSeen:
    """The phone, or WhatsApp, removed this device."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """A message in a chat, in or out. `sent_at` is WhatsApp's time in seconds, `phone_at_ms` exact where known.

    `rank` counts the messages before it in the same second of its chat, where several are told at once.
    """

    chat: ChatId
    id: MessageId
    from_me: bool
    type: str
    text: str | None
    sent_at: int
    at_ms: int
    ack: int = 0
    author: str | None = None
    quoted: MessageId | None = None
    push_name: str | None = None
    phone_at_ms: int | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """A message has another text now."""

    chat: ChatId
    id: MessageId
    text: str | None
    from_me: bool
    at_ms: int


@dataclass(frozen=True, slots=True)
class MessageRevoked:
    """A message was taken back for everyone."""

    chat: ChatId
    id: MessageId
    from_me: bool
    at_ms: int


@dataclass(frozen=True, slots=True)
class AckSeen:
    """Sent messages came further: -1 error, 1 server, 2 device, 3 read, 4 played."""

    chat: ChatId
    ids: tuple[MessageId, ...]
    ack: int
    at_ms: int


ChannelEvent = StateSeen | QrSeen | LogoutSeen | MessageSeen | MessageEdited | MessageRevoked | AckSeen


@dataclass(frozen=True, slots=True)
class SendOrder:
    """A text to send under an id chosen beforehand, not after `deadline_ms`; `lookup`: only if it isn't there yet."""

    chat: ChatId
    id: MessageId
    text: str
    deadline_ms: int
    lookup: bool
    quoted: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The message is in the chat: sent now, or found there. `ack` 0: WhatsApp's server does not have it yet."""

    found: bool
    ack: int


class ChannelListener(Protocol):
    """Who hears what happens in a channel."""

    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Return when the events are safe; the channel holds later ones back until then. Raising keeps them."""
        ...


class Channel(Protocol):
    """One open connection of one bot."""

    async def status(self) -> PageState:
        """Ask the page; raise ChannelError if it doesn't answer in time."""
        ...

    async def send(self, order: SendOrder) -> Sent:
        """Send or find; raise ChannelError."""
        ...

    async def history(self, *, since_ms: int, per_chat: int) -> tuple[MessageSeen, ...]:
        """The messages since then, and at least the newest `per_chat` of each chat, oldest first per chat."""
        ...

    async def warm(self) -> None:
        """Do what would make the first send slow."""
        ...

    async def refresh_qr(self) -> None:
        """Ask for a new code."""
        ...

    async def log_out(self) -> None:
        """Unlink this device."""
        ...

    async def reload(self) -> None:
        """Load the page anew in the same browser; raise ChannelError if that doesn't begin in a few seconds."""
        ...

    async def gone(self) -> Reason:
        """Wait until the channel is lost by itself; says why."""
        ...

    async def close(self) -> None:
        """End it in order, so that the login survives; never raises."""
        ...


class ChannelFactory(Protocol):
    """Opens channels."""

    async def open(self, bot: Bot, fence: int, listener: ChannelListener) -> Channel:
        """Open the bot's channel under the lease's fence; raise ChannelStartError."""
        ...

    async def forget(self, bot: Bot, fence: int) -> None:
        """Drop the bot's login on this side, as the holder of the fence."""
        ...

    async def close(self) -> None:
        """Free what all channels share."""
        ...
