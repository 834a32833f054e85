"""Messages: one record per WhatsApp message, whatever its direction, with the stages of its life."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, TurnId


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
    """One message. `order` sorts a chat's messages; `fence` is the claiming runner's token while sending."""

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

    def with_stage(self, stage: Stage, at_ms: int) -> "Message":
        """The message with the stage's first time recorded; a stage that is known already keeps its time."""
        if any(known is stage for known, _ in self.life):
            return self
        return replace(self, life=(*self.life, (stage, at_ms)))


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

    One that is `sending` may be in the chat already: it never expires.
    """
    return message.status is MessageStatus.QUEUED and now - message.created_at > EXPIRES_AFTER


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
