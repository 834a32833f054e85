"""Messages: one record per WhatsApp message, whatever its direction, with the stages of its life."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.content import Content, Reaction, Vote
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, TurnId
from flotilla.domain.media import Media

REVOKED = "revoked"
"""The type of a message that was taken back."""


class Direction(StrEnum):
    """Seen from the bot's number."""

    IN = "in"
    OUT = "out"


class Sender(StrEnum):
    """Who wrote it. `phone`: a person, on the bot's own phone."""

    CUSTOMER = "customer"
    BOT = "bot"
    VENDOR = "vendor"
    PHONE = "phone"


class MessageStatus(StrEnum):
    """Inbound messages are `received` (or `pending` while only a ciphertext placeholder is known)."""

    PENDING = "pending"
    RECEIVED = "received"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


_RANK = {
    MessageStatus.QUEUED: 0,
    MessageStatus.SENDING: 1,
    MessageStatus.SENT: 2,
    MessageStatus.DELIVERED: 3,
    MessageStatus.READ: 4,
}

EXPIRES_AFTER = timedelta(hours=24)
"""A message that could not be sent for so long has failed."""


class DelayReason(StrEnum):
    """Why an outgoing message waited, or waits."""

    GAP = "gap"
    TYPING = "typing"
    NEW_CONTACT_GAP = "new_contact_gap"
    NEW_CONTACTS = "new_contacts"
    HOURLY_LIMIT = "hourly_limit"
    DAILY_LIMIT = "daily_limit"
    SENDING_OFF = "sending_off"


@dataclass(frozen=True, slots=True)
class Delay:
    """For how many milliseconds a message waited, and why."""

    reason: DelayReason
    ms: int


class FailReason(StrEnum):
    """Why a message was not sent. Stored messages may carry others, of earlier versions."""

    EXPIRED = "expired"
    NOT_ON_WHATSAPP = "not_on_whatsapp"
    NOT_SENDABLE = "not_sendable"
    REFUSED = "refused_by_whatsapp"
    REJECTED = "rejected_by_whatsapp"
    PAGE_ERROR = "page_error"
    ARRIVED_BEFORE = "arrived_before"
    FILE_MISSING = "file_missing"
    FILE_TOO_LARGE = "file_too_large"
    NO_ACK = "no_ack"


WHY_FAILED: dict[FailReason, str] = {
    FailReason.EXPIRED: "It could not be sent within 24 hours, and by then it would only have puzzled its reader.",
    FailReason.NOT_ON_WHATSAPP: "This number is not on WhatsApp.",
    FailReason.NOT_SENDABLE: "WhatsApp Web can't send a message like this.",
    FailReason.REFUSED: "WhatsApp Web refused to send it.",
    FailReason.REJECTED: "WhatsApp's servers rejected it.",
    FailReason.PAGE_ERROR: "WhatsApp Web failed at it again and again.",
    FailReason.ARRIVED_BEFORE: "The message that it repeats had arrived after all, so this one was not sent.",
    FailReason.FILE_MISSING: "The file that it should carry is gone.",
    FailReason.FILE_TOO_LARGE: "Its file is larger than what is sent over WhatsApp.",
    FailReason.NO_ACK: "WhatsApp never confirmed that it has it. Should it arrive after all, it is shown as sent.",
}
"""A sentence for people per reason."""

HAD_BY_WHATSAPP = frozenset({FailReason.REFUSED, FailReason.REJECTED})
"""WhatsApp has seen these ids, and what it does with one that it refused is its own affair: a retry takes another."""

WAITING_TO_BE_SENT = frozenset({MessageStatus.QUEUED, MessageStatus.SENDING})


class Stage(StrEnum):
    """The stages of a message's life, each with a time in milliseconds since the epoch."""

    PHONE = "phone"  # written on the customer's phone, as far as WhatsApp says
    PAGE = "page"  # seen by the bridge in the page
    QUEUED_EVENT = "queue"  # handed to the events queue by the runner
    RECEIVE = "receive"  # the receiving function started
    STORED = "stored"  # the record's own time of writing
    TURN = "turn"  # the turn that this message answers became due
    ANSWER = "answer"  # the answering function started
    BRAIN = "brain"  # the brain had its answer
    OUTBOX = "outbox"  # committed, waiting for the runner
    CLAIM = "claim"  # claimed by the runner
    SENT = "sent"  # WhatsApp's server acknowledged
    DELIVERED = "delivered"
    READ = "read"


Life = tuple[tuple[Stage, int], ...]

STAGE_OF_STATUS = {
    MessageStatus.SENDING: Stage.CLAIM,
    MessageStatus.SENT: Stage.SENT,
    MessageStatus.DELIVERED: Stage.DELIVERED,
    MessageStatus.READ: Stage.READ,
}


@dataclass(frozen=True, slots=True)
class BrainUse:
    """What a reply took: which brain, tokens, its time in milliseconds, and millionths of a US dollar if known."""

    brain: str
    tokens_in: int
    tokens_out: int
    ms: int
    cost_micros: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `order` sorts a chat's messages; `fence` is the claiming runner's token while sending.

    `text` of a message with `media` is its caption. `answers` is the customer's message that opened the reply's turn.
    `text` of a message with `media` is its caption. `delays` say why it waited before it was sent, and `reason`, while
    it is queued, why it waits. `queued_at`: a person had it tried again then; `retry_of` and `retried_as` link the two
    messages of a retry that needed an id of its own.
    """

    tenant: TenantId
    bot: BotId
    chat: ChatId
    id: MessageId
    lead: LeadId | None
    direction: Direction
    sender: Sender
    type: str
    text: str | None
    status: MessageStatus
    order: str
    created_at: datetime
    author: str | None = None
    quoted: MessageId | None = None
    turn: TurnId | None = None
    reason: str | None = None
    fence: int | None = None
    origin: str = "live"
    life: Life = ()
    ai: BrainUse | None = None
    media: Media | None = None
    content: Content | None = None
    reactions: tuple[Reaction, ...] = ()
    votes: tuple[Vote, ...] = ()
    edited_at: datetime | None = None
    moved_from: ChatId | None = None
    answers: MessageId | None = None
    delays: tuple[Delay, ...] = ()
    queued_at: datetime | None = None
    retry_of: MessageId | None = None
    retried_as: MessageId | None = None
    author_name: str | None = None  # in groups: what the phone of whoever wrote it shows

    @property
    def waits_since(self) -> datetime:
        """Since when it waits to be sent: since it was made, or since a person had it tried again."""
        return self.queued_at or self.created_at

    @property
    def correlation(self) -> MessageId:
        """What ties together all that one message set off: the customer's message that opened the turn, or itself."""
        return self.answers or self.id

    def with_stage(self, stage: Stage, at_ms: int) -> "Message":
        """The message with the stage's first time recorded; a stage that is known already keeps its time."""
        if any(known is stage for known, _ in self.life):
            return self
        return replace(self, life=(*self.life, (stage, at_ms)))


AMENDABLE = ("type", "text", "content", "media", "reactions", "votes", "edited_at", "author", "quoted")
"""What may change of a stored message beside its status: people edit, react and vote, files come late, and what is too
old is emptied."""


def amendments(before: Message, after: Message) -> tuple[str, ...]:
    """The names of the amendable fields in which the two differ."""
    return tuple(name for name in AMENDABLE if getattr(before, name) != getattr(after, name))


_ACKNOWLEDGED = (Stage.SENT, Stage.DELIVERED, Stage.READ)


def stages_through(stage: Stage) -> tuple[Stage, ...]:
    """The stage, after those that lie behind it: what was read was delivered, and what was delivered was sent.

    WhatsApp doesn't always say each: an ack may be lost, or overtaken by the next.
    """
    return _ACKNOWLEDGED[: _ACKNOWLEDGED.index(stage) + 1] if stage in _ACKNOWLEDGED else (stage,)


def order_key(seconds: int, sub_ms: int, message: MessageId) -> str:
    """The sort key of a message within its chat.

    WhatsApp's own time has whole seconds only; `sub_ms` (0 … 999,999) keeps what was seen first first within one
    second. The id makes the key unique.
    """
    return f"{seconds:011d}.{min(max(sub_ms, 0), 999_999):06d}.{message}"


def order_key_after(last: str | None, now_ms: int, message: MessageId) -> str:
    """The sort key of a message made now, which must come after `last` even if WhatsApp's clock is ahead of ours."""
    seconds, sub_ms = divmod(now_ms, 1000)
    if last is not None:
        last_seconds, last_sub = int(last[:11]), int(last[12:18])
        if (last_seconds, last_sub) >= (seconds, sub_ms):
            seconds, sub_ms = (last_seconds, last_sub + 1) if last_sub < 999_999 else (last_seconds + 1, 0)
    return order_key(seconds, sub_ms, message)


def has_expired(message: Message, now: datetime) -> bool:
    """Whether a message has waited so long that sending it now would only puzzle its reader.

    One that is `sending` may be in the chat already, which has to be asked first: see `is_overdue`.
    """
    return message.status is MessageStatus.QUEUED and now - message.waits_since > EXPIRES_AFTER


def is_overdue(message: Message, now: datetime) -> bool:
    """Whether a message that was claimed is too old to be sent, and only counts if its chat has it already."""
    return message.status is MessageStatus.SENDING and now - message.waits_since > EXPIRES_AFTER


def status_of_ack(ack: int) -> MessageStatus | None:
    """WhatsApp's ack (-1 error, 0 pending, 1 server, 2 device, 3 read, 4 played) as a status; None says nothing new."""
    if ack < 0:
        return MessageStatus.FAILED
    return {1: MessageStatus.SENT, 2: MessageStatus.DELIVERED, 3: MessageStatus.READ, 4: MessageStatus.READ}.get(ack)


def may_advance(current: MessageStatus, to: MessageStatus) -> bool:
    """Whether an outgoing message may move from one status to the other: only forward.

    A message that failed may still turn out to have been sent; one that the server has can't fail any more.
    """
    if to is MessageStatus.FAILED:
        return current in WAITING_TO_BE_SENT
    if current is MessageStatus.FAILED:
        return to in _RANK and _RANK[to] >= _RANK[MessageStatus.SENT]
    return current in _RANK and to in _RANK and _RANK[to] > _RANK[current]


def why_failed(message: Message) -> str | None:
    """A sentence for people about a message that failed; None for any other, or for a reason of an earlier version."""
    known = message.status is MessageStatus.FAILED and message.reason in set(FailReason)
    return WHY_FAILED[FailReason(message.reason)] if known and message.reason is not None else None
