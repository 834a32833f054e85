"""Record an ack that WhatsApp gave for a sent message."""

from dataclasses import dataclass

from flotilla.domain.chats import MessageRef
from flotilla.domain.messages import STAGE_OF_STATUS, Message, MessageStatus, status_of_ack
from flotilla.ports.repositories import ConversationRepository


@dataclass(frozen=True, slots=True)
class RecordAck:
    """Writes sent, delivered and read as the page hears of them; repeated and late acks change nothing."""

    conversations: ConversationRepository

    def __call__(self, ref: MessageRef, *, ack: int, at_ms: int, fence: int) -> Message | None:
        """The message after the ack, or None if the ack is no news or the message isn't one of ours.

        Raise StaleHolderError if a newer fence has claimed the message.
        """
        status = status_of_ack(ack)
        if status is None:
            return None
        stage = STAGE_OF_STATUS.get(status)
        return self.conversations.advance_message(
            ref.tenant,
            ref.bot,
            ref.chat,
            ref.id,
            to=status,
            stage_at=(stage, at_ms) if stage is not None else None,
            reason="rejected_by_whatsapp" if status is MessageStatus.FAILED else None,
            fence=fence,
        )
