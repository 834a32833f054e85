"""Record an ack that WhatsApp gave for a sent message."""

from dataclasses import dataclass

from flotilla.domain.chats import MessageRef
from flotilla.domain.ids import ChatId
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
        advanced = self._advance(ref, ref.chat, status, at_ms, fence)
        if advanced is not None:
            return advanced
        # No news, or the message lies in the chat of another address of the same person.
        chat = self.conversations.find_chat(ref.tenant, ref.bot, ref.chat)
        moved_to = chat.moved_to if chat is not None else None
        return self._advance(ref, moved_to, status, at_ms, fence) if moved_to is not None else None

    def _advance(self, ref: MessageRef, chat: ChatId, status: MessageStatus, at_ms: int, fence: int) -> Message | None:
        stage = STAGE_OF_STATUS.get(status)
        return self.conversations.advance_message(
            ref.tenant,
            ref.bot,
            chat,
            ref.id,
            to=status,
            stage_at=(stage, at_ms) if stage is not None else None,
            reason="rejected_by_whatsapp" if status is MessageStatus.FAILED else None,
            fence=fence,
        )
