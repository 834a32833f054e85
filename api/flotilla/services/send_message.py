"""Send a message to a customer, by a person."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.chats import Chat
from flotilla.domain.errors import InvalidInputError, NotFoundError, TooLargeError
from flotilla.domain.handover import take_over
from flotilla.domain.ids import LeadId, MessageId, outgoing_message_id
from flotilla.domain.leads import Lead
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, Stage, order_key_after
from flotilla.domain.people import Power, Principal
from flotilla.domain.times import epoch_ms
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, ConversationChange, ConversationRepository, ShownLeads
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_lead import visible_lead
from flotilla.services.take_upload import TakeUpload

MAX_TEXT = 4_096
MAX_IDEMPOTENCY_KEY = 200


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was uploaded for the message. `filename` is what the customer sees of a document."""

    upload: str
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Queues a person's message for the runner. The bot is silent in that chat from then on."""

    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    doorbell: Doorbell
    take_upload: TakeUpload
    clock: Clock
    ids: Ids

    def __call__(
        self,
        principal: Principal,
        lead_id: LeadId,
        text: str,
        idempotency_key: str | None = None,
        attached: Attached | None = None,
        quoted: MessageId | None = None,
    ) -> Message:
        """The queued message; with a key that was used in this chat before, the message that it made then.

        `quoted` is the message of the same chat that it replies to. Raise InvalidInputError for an empty text without a
        file, a file that was not uploaded, or a quoted message that is not there; TooLargeError for a text over 4,096
        characters or a file that is too large; and NotFoundError.
        """
        principal.require(Power.MESSAGES_SEND)
        _check(text, idempotency_key, attached)
        lead = visible_lead(self.leads, principal, lead_id)
        source = f"person/{lead.id}/{idempotency_key or (attached.upload if attached else self.ids.new())}"
        message_id = outgoing_message_id(lead.bot, source, 0)
        message = until_no_conflict(lambda: self._queue(principal, lead, message_id, text, attached, quoted))
        if attached is not None:
            self.take_upload.drop(lead, attached.upload)
        self.doorbell.ring(principal.tenant, lead.bot)
        return message

    def _queue(
        self,
        principal: Principal,
        lead: Lead,
        message_id: MessageId,
        text: str,
        attached: Attached | None,
        quoted: MessageId | None,
    ) -> Message:
        known = self.conversations.find_message(principal.tenant, lead.bot, lead.chat, message_id)
        if known is not None:
            return known
        chat = self.conversations.find_chat(principal.tenant, lead.bot, lead.chat)
        if chat is None:
            raise NotFoundError("There is no such lead.")
        if quoted is not None and self.conversations.find_message(lead.tenant, lead.bot, lead.chat, quoted) is None:
            raise InvalidInputError("That message is not there.", fields={"quoted_id": "A message of this chat."})
        message = replace(self._message(principal, chat, message_id, text), quoted=quoted)
        if attached is not None:
            kind, media = self.take_upload(lead, message_id, attached.upload, attached.filename)
            message = replace(message, type=kind, text=text.strip() or None, media=media)
        back_after = self.bots.get(principal.tenant, lead.bot).back_after
        taken = take_over(chat, principal.user, self.clock.now(), message.order, back_after=back_after)
        # Of what was said only the length: the audit log is read by others than those who may read the chat.
        entry = audited(
            self.ids, principal, message.created_at, "message.sent", Subject("lead", lead.id, lead.push_name),
            after={"message_id": message.id, "length": len(text)},
        )  # fmt: skip
        self.conversations.commit(principal.tenant, ConversationChange(taken, messages=(message,), audit=entry))
        return message

    def _message(self, principal: Principal, chat: Chat, message_id: MessageId, text: str) -> Message:
        now = self.clock.now()
        return Message(
            tenant=chat.tenant,
            bot=chat.bot,
            chat=chat.id,
            id=message_id,
            lead=chat.lead,
            direction=Direction.OUT,
            sender=Sender.VENDOR,
            type="text",
            text=text,
            status=MessageStatus.QUEUED,
            order=order_key_after(chat.last_order, epoch_ms(now), message_id),
            created_at=now,
            author=principal.user,
            life=((Stage.OUTBOX, epoch_ms(now)),),
        )


def _check(text: str, idempotency_key: str | None, attached: Attached | None) -> None:
    if not text.strip() and attached is None:
        raise InvalidInputError("The message is empty.", fields={"text": "Write something."})
    if len(text) > MAX_TEXT:
        raise TooLargeError(f"A message has at most {MAX_TEXT} characters.")
    if idempotency_key is not None and not 1 <= len(idempotency_key) <= MAX_IDEMPOTENCY_KEY:
        raise InvalidInputError(
            "The idempotency key can't be used.", fields={"Idempotency-Key": "1 to 200 characters."}
        )
