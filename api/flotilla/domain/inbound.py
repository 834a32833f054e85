"""What a runner reports about a chat: the bodies of the events queue."""

from dataclasses import dataclass
from enum import StrEnum

from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import Life


class InboundKind(StrEnum):
    """What happened to the message."""

    MESSAGE = "message"
    EDITED = "edited"
    REVOKED = "revoked"


class Origin(StrEnum):
    """How the runner came to know: as it happened, by reconciling after a gap, or from the history of a first link."""

    LIVE = "live"
    REPLAYED = "replayed"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as the page showed it. `sent_at` is WhatsApp's time in seconds; `seen_ms` the bridge's in ms.

    `version` tells apart what shares an id: a ciphertext placeholder (0) and its readable form (1), or the edits.
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

    @property
    def readable(self) -> bool:
        """Whether the page has deciphered it."""
        return self.type != "ciphertext"
