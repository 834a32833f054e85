"""Identifiers behind NewTypes, so that mypy refuses a bot's id where a lead's is wanted.

Our own ids are ULIDs (26 characters, sortable by time of creation). Chat and message ids are WhatsApp's.
"""

import hashlib
from typing import NewType

TenantId = NewType("TenantId", str)
UserId = NewType("UserId", str)
BotId = NewType("BotId", str)
LeadId = NewType("LeadId", str)
TurnId = NewType("TurnId", str)
RunnerId = NewType("RunnerId", str)
ConnectionId = NewType("ConnectionId", str)
InvitationId = NewType("InvitationId", str)
AuditId = NewType("AuditId", str)
NoteId = NewType("NoteId", str)
PictureId = NewType("PictureId", str)
UploadId = NewType("UploadId", str)
ScheduleId = NewType("ScheduleId", str)

CustomerId = NewType("CustomerId", str)
SubscriptionId = NewType("SubscriptionId", str)
CheckoutId = NewType("CheckoutId", str)
PaymentEventId = NewType("PaymentEventId", str)
"""These four are the payment provider's."""

ChatId = NewType("ChatId", str)
"""As WhatsApp writes it: `5511999999999@c.us` a person, `…@g.us` a group, `…@lid` a person without a shown number."""

MessageId = NewType("MessageId", str)
"""WhatsApp's bare message id, without `true_<chat>_` around it."""


def outgoing_message_id(bot: BotId, source: str, part: int) -> MessageId:
    """The WhatsApp id of an outgoing message, chosen before it is sent.

    `source` is the turn's id or the client's idempotency key; a repeated turn repeats its ids, so that a crash
    between send and record can be told from a message that was never sent. The form (`3EB0` and 18 upper-case
    hex digits) is the one WhatsApp Web itself uses; the last 6 digits vouch for the others, see `is_own_message_id`.
    """
    chosen = hashlib.sha256(f"{bot}/{source}/{part}".encode()).hexdigest()[:_CHOSEN_DIGITS].upper()
    return MessageId(_WEB_PREFIX + chosen + _voucher(bot, chosen))


def is_own_message_id(bot: BotId, message: MessageId) -> bool:
    """Whether this bot chose the id, told from the id alone; of ids that others chose one in 16 million passes.

    What we sent comes back as an echo, and that may be in another chat than we sent it to: WhatsApp moves chats
    between a number's id and a LID. An echo must not be taken for somebody writing on the phone.
    """
    chosen = message.removeprefix(_WEB_PREFIX)[:_CHOSEN_DIGITS]
    return message == _WEB_PREFIX + chosen + _voucher(bot, chosen)


_WEB_PREFIX = "3EB0"
_CHOSEN_DIGITS = 12


def _voucher(bot: BotId, chosen: str) -> str:
    return hashlib.sha256(f"{bot}#{chosen}".encode()).hexdigest()[:6].upper()


def stable_id(kind: str, name: str) -> str:
    """An id in the form of a ULID that is the same each time, so that what is made again finds what was made before."""
    number = int.from_bytes(hashlib.sha256(f"{kind}/{name}".encode()).digest()[:16])
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def is_person(chat: ChatId) -> bool:
    """Whether the chat is with one person (not a group, a status feed or a channel)."""
    return chat.endswith(("@c.us", "@lid"))


def is_group(chat: ChatId) -> bool:
    """Whether several people write in the chat."""
    return chat.endswith("@g.us")


def phone_digits(chat: ChatId) -> str | None:
    """The digits of the person's number, or None where WhatsApp hides it (`@lid`) or the chat is no person's."""
    return chat.removesuffix("@c.us") if chat.endswith("@c.us") else None
