"""Claim a queued message for sending."""

from dataclasses import dataclass

from flotilla.domain.leases import Lease
from flotilla.domain.messages import Message
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import ConversationRepository


@dataclass(frozen=True, slots=True)
class ClaimMessage:
    """Moves a message from queued to sending under the holder's fence, so that only one runner ever sends it."""

    conversations: ConversationRepository
    clock: Clock

    def __call__(self, message: Message, lease: Lease) -> Message | None:
        """The message as claimed; None if it is sent already or somebody else has it.

        Raise StaleHolderError if the bot's lease has another fence by now.
        """
        at_ms = int(self.clock.now().timestamp() * 1000)
        return self.conversations.claim_message(message.tenant, message, fence=lease.fence, at_ms=at_ms)
