"""Receive what a runner saw in a chat: store it once, and see to it that it is answered.

The order of the writes is what makes a crash harmless. The chat hears a message *before* the message is stored, so
a stored message is one that was heard: a repeated delivery of it opens no second turn, and one that was not stored
yet is heard again, which changes nothing that matters. The queue entry comes last and is put again by each repeated
delivery for as long as the turn is open.
"""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat, TurnRef, hear, new_chat, see
from flotilla.domain.errors import NotFoundError
from flotilla.domain.groups import hears
from flotilla.domain.handover import PHONE_ITSELF, as_of, take_over
from flotilla.domain.ids import LeadId, TurnId, is_group, is_own_message_id, is_person
from flotilla.domain.inbound import Inbound, Origin, inbound_message
from flotilla.domain.leads import new_lead
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, Stage
from flotilla.domain.retention import as_kept
from flotilla.domain.times import epoch_ms
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.queues import TurnQueue
from flotilla.ports.repositories import BotRepository, ConversationChange, ConversationRepository
from flotilla.services.canonical_chat import CanonicalChat
from flotilla.services.retry import until_no_conflict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReceiveMessage:
    """Stores one message of a customer or of the bot's own phone. Safe to repeat."""

    bots: BotRepository
    conversations: ConversationRepository
    canonical_chat: CanonicalChat
    turn_queue: TurnQueue
    clock: Clock
    ids: Ids

    def __call__(self, inbound: Inbound) -> None:
        """Raise ConflictError or UnavailableError when it has to be delivered again."""
        if not (is_person(inbound.chat) or is_group(inbound.chat)):
            return
        if inbound.from_me and is_own_message_id(inbound.bot, inbound.id):
            # The echo of what the bot's runner sent, which is stored since before it was sent.
            return
        received_ms = epoch_ms(self.clock.now())
        try:
            bot = self.bots.get(inbound.tenant, inbound.bot)
        except NotFoundError:
            log.info("A message for a bot that was deleted is dropped.", extra={"bot": inbound.bot})
            return
        if not hears(bot, inbound.chat):
            return
        chat = until_no_conflict(lambda: self._take_in(bot, inbound, received_ms))
        self._queue_turn(chat)

    def _take_in(self, bot: Bot, inbound: Inbound, received_ms: int) -> Chat:
        """The chat once the message is heard and stored; raise ConflictError if the chat changed meanwhile."""
        chat = self.canonical_chat(inbound.tenant, inbound.bot, inbound.chat, inbound.alias)
        if chat is None:
            return self._first_contact(bot, inbound, received_ms)
        inbound = replace(inbound, chat=chat.id)
        known = self.conversations.find_message(inbound.tenant, inbound.bot, inbound.chat, inbound.id)
        if known is not None and not (known.status is MessageStatus.PENDING and inbound.readable):
            return chat
        message = self._message(inbound, chat.lead, received_ms)
        if known is not None:
            # The readable form keeps the place in the chat that its placeholder was given.
            message = replace(message, order=known.order, created_at=known.created_at)
        after = self._heard(bot, chat, inbound, message)
        message = as_kept(chat, _in_turn(message, after))
        if after != chat:
            after = self.conversations.commit(inbound.tenant, ConversationChange(after))
        if known is not None:
            self.conversations.upgrade_message(inbound.tenant, message)
        else:
            self.conversations.add_message(inbound.tenant, message)
        return after

    def _first_contact(self, bot: Bot, inbound: Inbound, received_ms: int) -> Chat:
        now = self.clock.now()
        # In a group the name is that of whoever writes first.
        name = None if is_group(inbound.chat) else inbound.push_name
        lead = new_lead(LeadId(self.ids.new()), inbound.tenant, inbound.bot, inbound.chat, name, now)
        chat = new_chat(inbound.tenant, inbound.bot, inbound.chat, lead.id, now)
        message = self._message(inbound, lead.id, received_ms)
        heard = self._heard(bot, chat, inbound, message)
        return self.conversations.commit(inbound.tenant, ConversationChange(heard, lead, (_in_turn(message, heard),)))

    def _heard(self, bot: Bot, chat: Chat, inbound: Inbound, message: Message) -> Chat:
        """The chat after the message, which changes who answers only if somebody has really just written it.

        People's time in the chat ends when the customer writes after it: until then nothing needs to be saved.
        """
        if inbound.origin is Origin.HISTORY:
            return see(chat, message.order, message.created_at)
        if inbound.from_me:
            return take_over(chat, PHONE_ITSELF, self.clock.now(), message.order, back_after=bot.back_after)
        if not inbound.readable or inbound.taken_back or not self._speaks_to(bot, inbound):
            return see(chat, message.order, message.created_at)
        window = timedelta(milliseconds=bot.burst_window_ms)
        now = self.clock.now()
        return hear(as_of(chat, now), message, turn=TurnId(self.ids.new()), window=window, now=now)

    def _speaks_to(self, bot: Bot, inbound: Inbound) -> bool:
        """In a group only what names the number, or quotes what was sent from it, is for the bot."""
        if not is_group(inbound.chat) or inbound.mentions_me:
            return True
        if inbound.quoted is None or is_own_message_id(bot.id, inbound.quoted):
            return inbound.quoted is not None
        quoted = self.conversations.find_message(bot.tenant, bot.id, inbound.chat, inbound.quoted)
        return quoted is not None and quoted.direction is Direction.OUT

    def _message(self, inbound: Inbound, lead: LeadId, received_ms: int) -> Message:
        message = inbound_message(inbound, lead).with_stage(Stage.RECEIVE, received_ms)
        return message.with_stage(Stage.STORED, epoch_ms(self.clock.now()))

    def _queue_turn(self, chat: Chat) -> None:
        if chat.turn is None:
            return
        ref = TurnRef(chat.tenant, chat.bot, chat.id, chat.turn.id, chat.turn.upto, chat.turn.opened_by)
        self.turn_queue.put(ref, delay=max(chat.turn.due_at - self.clock.now(), timedelta(0)))


def _in_turn(message: Message, chat: Chat) -> Message:
    """A customer's message with the turn that answers it, so that question and answer can be matched in the record."""
    asks = message.status is MessageStatus.RECEIVED and message.sender is Sender.CUSTOMER
    if chat.turn is None or not asks or message.origin == Origin.HISTORY:
        return message
    return replace(message, turn=chat.turn.id)
