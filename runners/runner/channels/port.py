"""What a session needs of a channel: small, and in the project's own words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from flotilla.domain.bots import Bot
from flotilla.domain.content import Content, Reaction, Vote
from flotilla.domain.errors import FlotillaError
from flotilla.domain.health import Vitals
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.media import Media
from flotilla.domain.presence import TypingState
from flotilla.domain.session_machine import PageState
from flotilla.domain.sessions import Reason
from runner.channels.logins import Logins


class ChannelError(FlotillaError):
    """The channel refused or failed.

    `code`: not_ready, no_such_chat, refused, timeout, bad_request, internal, and for files gone (WhatsApp has it no
    more) and too_large.
    """

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
class EventLost:
    """Something happened in a chat, and nothing of it can be told, not even where."""

    at_ms: int


UNREADABLE = "unreadable"
"""The type of a message of which nothing can be told but that it is there."""


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """A message in a chat, in or out. `sent_at` is WhatsApp's time in seconds, `phone_at_ms` exact where known,
    `edited_at_ms` when its author last edited it, by WhatsApp's clock, where the page says so.

    `alias` is the other address of the chat's person, where the page knows it.

    `reactions` and `votes` are what people put on it, told of the past alone: each person's newest.

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
    alias: ChatId | None = None
    media: Media | None = None
    content: Content | None = None
    mentions_me: bool = False
    edited_at_ms: int | None = None
    reactions: tuple[Reaction, ...] = ()
    votes: tuple[Vote, ...] = ()


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
class Reacted:
    """Somebody (`who`, or `me`) put an emoji on a message, by their own clock; an empty one takes it back."""

    chat: ChatId
    id: MessageId
    who: str
    emoji: str
    from_me: bool
    at_ms: int


@dataclass(frozen=True, slots=True)
class Voted:
    """Somebody chose in a poll, by their own clock; no options take the vote back."""

    chat: ChatId
    id: MessageId
    who: str
    options: tuple[str, ...]
    from_me: bool
    at_ms: int


@dataclass(frozen=True, slots=True)
class AckSeen:
    """Sent messages came further: -1 error, 1 server, 2 device, 3 read, 4 played."""

    chat: ChatId
    ids: tuple[MessageId, ...]
    ack: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class TypingSeen:
    """Somebody types, records or paused in a chat that is followed."""

    chat: ChatId
    state: TypingState
    at_ms: int


Revised = MessageEdited | MessageRevoked | Reacted | Voted
"""What happens to a message that was told before."""

ChannelEvent = StateSeen | QrSeen | LogoutSeen | MessageSeen | Revised | AckSeen | EventLost | TypingSeen


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file to send: what it is sent as (`image`, `document`, …), its MIME type, content, and the name shown."""

    type: str
    mime: str
    content: bytes
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class SendOrder:
    """What to send under an id chosen beforehand, not after `deadline_ms`; `lookup`: only if it isn't there yet.

    `text` is the caption of a `file`, and may be empty then.
    """

    chat: ChatId
    id: MessageId
    text: str
    deadline_ms: int
    lookup: bool
    quoted: MessageId | None = None
    file: OutgoingFile | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The message is in the chat: sent now, or found there. `ack` 0: WhatsApp's server does not have it yet."""

    found: bool
    ack: int


@dataclass(frozen=True, slots=True)
class PageBuild:
    """What the page is made of: its `version`, and what is `missing` of it that is needed to drive it.

    `outdated`: it asks to be loaded anew, since there is a newer one.
    """

    version: str = ""
    missing: tuple[str, ...] = ()
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """What a page answers when it is asked how it is."""

    state: PageState
    vitals: Vitals = field(default_factory=Vitals)
    build: PageBuild = field(default_factory=PageBuild)


class ChannelListener(Protocol):
    """Who hears what happens in a channel."""

    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Return when the events are safe; the channel holds later ones back until then. Raising keeps them."""
        ...


class Channel(Protocol):
    """One open connection of one bot."""

    async def probe(self) -> Probe:
        """Ask the page; raise ChannelError if it doesn't answer in time."""
        ...

    async def echo(self, within: float) -> None:
        """Ask WhatsApp's server something through the page.

        Raise ChannelError, with the code `timeout` if no answer comes in so many seconds.
        """
        ...

    async def pairing_code(self, phone: str) -> str:
        """A code with which the phone links without a scan; raise ChannelError if there is none to be had."""
        ...

    async def screenshot(self) -> bytes:
        """A picture (PNG) of what the page shows; raise ChannelError."""
        ...

    def memory(self) -> int | None:
        """Bytes that the channel's browser holds; None where nothing tells. Blocks for some milliseconds."""
        ...

    async def send(self, order: SendOrder) -> Sent:
        """Send or find; raise ChannelError."""
        ...

    async def look_up(self, chat: ChatId, message: MessageId) -> int | None:
        """The ack of a message of ours, or None if the chat doesn't have it; raise ChannelError."""
        ...

    async def show_typing(self, chat: ChatId, ms: int) -> None:
        """Show the chat that somebody types, for so long; raise ChannelError."""
        ...

    async def follow(self, chat: ChatId) -> tuple[ChatId, ...]:
        """Be told who types in the chat; the addresses under which that is told. Raise ChannelError."""
        ...

    async def chats_since(self, *, since_ms: int) -> tuple[ChatId, ...]:
        """The chats in which anything was said since then, the newest first; raise ChannelError."""
        ...

    async def history(
        self, *, since_ms: int, per_chat: int, least: int, chats: Sequence[ChatId]
    ) -> tuple[MessageSeen, ...]:
        """The messages since then, at most `per_chat` and at least the newest `least` of each chat, oldest first."""
        ...

    async def media(self, chat: ChatId, message: MessageId, *, max_bytes: int) -> bytes:
        """A message's file; raise ChannelError, with `gone` or `too_large` where trying again is of no use."""
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
    """Opens channels: a browser per bot, or one with a context for each, is its own affair."""

    @property
    def logins(self) -> Logins:
        """Where the logins that channels use are kept."""
        ...

    async def open(self, bot: Bot, fence: int, listener: ChannelListener) -> Channel:
        """Open the bot's channel under the lease's fence; raise ChannelStartError."""
        ...

    async def forget(self, bot: Bot, fence: int) -> None:
        """Drop the bot's login, as the holder of the fence."""
        ...

    def driver_up(self) -> bool:
        """Whether what drives the browsers runs; True where none was needed yet."""
        ...

    async def close(self) -> None:
        """Free what all channels share."""
        ...
