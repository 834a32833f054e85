"""Record how the sending of a message ended."""

from dataclasses import dataclass

from flotilla.domain.messages import STAGE_OF_STATUS, Message, MessageStatus, Stage, status_of_ack
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import ConversationRepository


@dataclass(frozen=True, slots=True)
class RecordSend:
    """Writes the outcome of a send, fenced. An ack that came first is never overwritten: status only moves forward."""

    conversations: ConversationRepository
    clock: Clock

    def __call__(self, message: Message, *, ack: int, fence: int) -> Message | None:
        """Record the ack the page has for it; None if that is no news (0: WhatsApp's server hasn't got it yet).

        Raise StaleHolderError if a newer fence has claimed the message.
        """
        status = status_of_ack(ack)
        if status is MessageStatus.FAILED:
            return self.failed(message, reason="rejected_by_whatsapp", fence=fence)
        if status is None:
            return None
        return self._advance(message, status, STAGE_OF_STATUS[status], None, fence)

    def failed(self, message: Message, *, reason: str, fence: int) -> Message | None:
        """Record that it can't be sent, with a reason code that people see."""
        return self._advance(message, MessageStatus.FAILED, None, reason, fence)

    def _advance(
        self, message: Message, to: MessageStatus, stage: Stage | None, reason: str | None, fence: int
    ) -> Message | None:
        at_ms = int(self.clock.now().timestamp() * 1000)
        return self.conversations.advance_message(
            message.tenant,
            message.bot,
            message.chat,
            message.id,
            to=to,
            stage_at=(stage, at_ms) if stage is not None else None,
            reason=reason,
            fence=fence,
        )
