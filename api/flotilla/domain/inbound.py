"""What a runner reports about a chat: the bodies of the events queue."""

from dataclasses import dataclass
from enum import StrEnum

from flotilla.domain.content import Content, Reaction, Vote
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, is_group
from flotilla.domain.media import Media
from flotilla.domain.messages import REVOKED, Direction, Life, Message, MessageStatus, Sender, order_key
from flotilla.domain.times import from_epoch_seconds


class InboundKind(StrEnum):
    """What happened to the message."""

    MESSAGE = "message"
    EDITED = "edited"
    REVOKED = "revoked"
    REACTED = "reacted"
    VOTED = "voted"


class Origin(StrEnum):
    """How the runner came to know: as it happened, by reconciling after a gap, or from the history of a first link."""

    LIVE = "live"
    REPLAYED = "replayed"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as the page showed it. `sent_at` is WhatsApp's time in seconds; `seen_ms` the bridge's in ms.

    `mentions_me`: in a group, it names the bot's number. `version` tells apart what shares an id: a ciphertext
    placeholder (0) and its readable form (1), or the edits.
    """

    tenant: TenantId
    bot: BotId
    chat: ChatId
    id: MessageId
    kind: InboundKind
    origin: Origin
    from_me: bool
    type: str
    text: str | None
    sent_at: int
    seen_ms: int
    version: int = 1
    author: str | None = None
    quoted: MessageId | None = None
    push_name: str | None = None
    life: Life = ()
    content: Content | None = None
    media: Media | None = None
    reaction: Reaction | None = None
    vote: Vote | None = None
    alias: ChatId | None = None
    mentions_me: bool = False

    @property
    def readable(self) -> bool:
        """Whether the page has deciphered it."""
        return self.type != "ciphertext"

    @property
    def taken_back(self) -> bool:
        """Whether it was taken back before anybody here saw it: it is known of, and there is nothing to answer."""
        return self.type == REVOKED


def inbound_message(inbound: Inbound, lead: LeadId) -> Message:
    """The record of what was seen; one written on the bot's own phone is an outgoing message of the sender `phone`."""
    return Message(
        tenant=inbound.tenant,
        bot=inbound.bot,
        chat=inbound.chat,
        id=inbound.id,
        lead=lead,
        direction=Direction.OUT if inbound.from_me else Direction.IN,
        sender=Sender.PHONE if inbound.from_me else Sender.CUSTOMER,
        type=inbound.type,
        text=inbound.text,
        status=MessageStatus.RECEIVED if inbound.readable else MessageStatus.PENDING,
        order=order_key(inbound.sent_at, inbound.seen_ms - inbound.sent_at * 1000, inbound.id),
        created_at=from_epoch_seconds(inbound.sent_at),
        author=inbound.author,
        author_name=inbound.push_name if is_group(inbound.chat) else None,
        quoted=inbound.quoted,
        origin=inbound.origin.value,
        life=inbound.life,
        content=inbound.content,
        media=inbound.media,
    )
