"""Have a message that failed tried again, by a person."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.chats import Chat
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import LeadId, MessageId, outgoing_message_id
from flotilla.domain.leads import Lead
from flotilla.domain.messages import (
    HAD_BY_WHATSAPP,
    Direction,
    Message,
    MessageStatus,
    Stage,
    order_key_after,
)
from flotilla.domain.people import Power, Principal
from flotilla.domain.retention import EMPTIED
from flotilla.domain.times import epoch_ms
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import ConversationChange, ConversationRepository, ShownLeads
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_lead import visible_lead


@dataclass(frozen=True, slots=True)
class RetryMessage:
    """Queues a failed message again: under its own id if WhatsApp never had it, else under another, linked to it.

    The runner looks either one up in the chat before it sends, so that what arrived after all isn't doubled. Who
    answers the chat stays as it is: nobody has written anything.
    """

    leads: ShownLeads
    conversations: ConversationRepository
    doorbell: Doorbell
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId, message_id: MessageId) -> Message:
        """The message that is queued; of one that was tried again already, has not failed, or was emptied since, how
        it stands now.

        Raise NotFoundError for an unknown lead or message, and for one that a customer wrote.
        """
        principal.require(Power.MESSAGES_SEND)
        lead = visible_lead(self.leads, principal, lead_id)
        message = until_no_conflict(lambda: self._queue(principal, lead, message_id))
        self.doorbell.ring(principal.tenant, lead.bot)
        return message

    def _queue(self, principal: Principal, lead: Lead, message_id: MessageId) -> Message:
        failed = self._find(lead, message_id)
        if failed.retried_as is not None:
            return self._find(lead, failed.retried_as)
        if failed.status is not MessageStatus.FAILED or failed.type == EMPTIED:
            return failed
        chat = self.conversations.find_chat(lead.tenant, lead.bot, lead.chat)
        if chat is None:
            raise NotFoundError("There is no such lead.")
        queued = self._again(failed, chat)
        entry = audited(
            self.ids, principal, self.clock.now(), "message.retried", Subject("lead", lead.id, lead.push_name),
            after={"message_id": failed.id, "reason": failed.reason},
        )  # fmt: skip
        after = replace(chat, last_order=queued.order, last_at=self.clock.now())
        if queued.id == failed.id:
            change = ConversationChange(after, retried=(queued,), audit=entry)
        else:
            change = ConversationChange(
                after, messages=(queued,), retried=(replace(failed, retried_as=queued.id),), audit=entry
            )
        self.conversations.commit(lead.tenant, change)
        return queued

    def _find(self, lead: Lead, message_id: MessageId) -> Message:
        found = self.conversations.find_message(lead.tenant, lead.bot, lead.chat, message_id)
        if found is None or found.direction is not Direction.OUT:
            raise NotFoundError("There is no such message.")
        return found

    def _again(self, failed: Message, chat: Chat) -> Message:
        """The message as it is queued now: behind all that was said since, and with a day of its own to be sent in."""
        now = self.clock.now()
        another = failed.reason in HAD_BY_WHATSAPP
        queued_id = outgoing_message_id(failed.bot, f"retry/{failed.id}", 0) if another else failed.id
        return replace(
            failed,
            id=queued_id,
            status=MessageStatus.QUEUED,
            reason=None,
            fence=None,
            order=order_key_after(chat.last_order, epoch_ms(now), queued_id),
            created_at=now if another else failed.created_at,
            queued_at=now,
            retry_of=failed.id if another else failed.retry_of,
            delays=(),
            life=((Stage.OUTBOX, epoch_ms(now)),),
        )
