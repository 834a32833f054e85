"""Answer the turn that is due in a chat: one call of the brain, one commit, or nothing at all."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flotilla.domain.bots import Answering, Bot
from flotilla.domain.chats import (
    Chat,
    Turn,
    TurnRef,
    answered,
    bot_reply,
    claim,
    split_at_turn,
    unanswered_for_good,
)
from flotilla.domain.errors import NotFoundError
from flotilla.domain.handover import ASKED_FOR_PERSON, take_over
from flotilla.domain.ids import outgoing_message_id
from flotilla.domain.leads import Lead, capture, missing_fields, refuse
from flotilla.domain.messages import Life, Message, Stage
from flotilla.domain.times import epoch_ms
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest
from flotilla.ports.clock import Clock
from flotilla.ports.queues import TurnQueue
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, ConversationChange, ConversationRepository, LeadRepository
from flotilla.services.retry import until_no_conflict

log = logging.getLogger(__name__)

HISTORY_LIMIT = 40
STORED_SOON = timedelta(seconds=1)
"""A turn opens a moment before its message is stored; this is how long to wait for that."""

GIVE_UP_WAITING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class AnswerTurn:
    """Makes the answer that is due and queues it for the runner. Safe to repeat."""

    bots: BotRepository
    leads: LeadRepository
    conversations: ConversationRepository
    brain: Brain
    turn_queue: TurnQueue
    doorbell: Doorbell
    clock: Clock

    def __call__(self, ref: TurnRef) -> None:
        """Raise ConflictError or UnavailableError when the entry has to be delivered again."""
        started = self.clock.now()
        claimed = until_no_conflict(lambda: self._claim(ref))
        if claimed is None:
            return
        bot, chat, history = claimed
        lead = self.leads.get(ref.tenant, chat.lead)
        answer = self.brain.answer(_request(bot, chat, lead, history, ref, self.clock.now()))
        brain_ms = epoch_ms(self.clock.now())
        life: Life = ((Stage.ANSWER, epoch_ms(started)), (Stage.BRAIN, brain_ms))
        if until_no_conflict(lambda: self._commit(chat, answer, life)):
            self.doorbell.ring(ref.tenant, ref.bot)

    def _claim(self, ref: TurnRef) -> tuple[Bot, Chat, tuple[Message, ...]] | None:
        """The chat with the turn claimed and what was said, or None if there is nothing to do (now)."""
        chat = self.conversations.find_chat(ref.tenant, ref.bot, ref.chat)
        if chat is None or chat.turn is None or (chat.turn.id, chat.turn.upto) != (ref.turn, ref.upto):
            return None
        now = self.clock.now()
        wait_until = max(chat.turn.due_at, chat.turn.claimed_until or now)
        if wait_until > now:
            self.turn_queue.put(ref, delay=wait_until - now)
            return None
        bot = self._answering_bot(chat)
        if bot is None:
            self._close(chat)
            return None
        history = self.conversations.recent_messages(ref.tenant, ref.bot, ref.chat, limit=HISTORY_LIMIT)
        if not any(message.order == ref.upto for message in history) and now < chat.turn.due_at + GIVE_UP_WAITING:
            self.turn_queue.put(ref, delay=STORED_SOON)
            return None
        claimed = self.conversations.commit(ref.tenant, ConversationChange(claim(chat, now)))
        return bot, claimed, history

    def _answering_bot(self, chat: Chat) -> Bot | None:
        try:
            bot = self.bots.get(chat.tenant, chat.bot)
        except NotFoundError:
            return None
        return bot if bot.answering is Answering.ON else None

    def _close(self, chat: Chat) -> None:
        self.conversations.commit(chat.tenant, ConversationChange(unanswered_for_good(chat)))

    def _commit(self, claimed: Chat, answer: BrainAnswer, life: Life) -> bool:
        """Whether the answer was queued; thrown away if a person stepped in or the customer wrote on.

        The bot is read again: what people set while the answer was made, above all a pause, counts already.
        """
        chat = self.conversations.find_chat(claimed.tenant, claimed.bot, claimed.id)
        if chat is None or not chat.answers or chat.turn is None or chat.turn != claimed.turn:
            log.info("An answer was thrown away: the chat went on without it.", extra={"bot": claimed.bot})
            return False
        bot = self._answering_bot(chat)
        if bot is None:
            self._close(chat)
            return False
        now = self.clock.now()
        lead = self.leads.get(chat.tenant, chat.lead)
        learned = refuse(capture(lead, answer.fields, bot.required_fields, now), answer.refused, now)
        after = answered(chat, answer.language, answer.asked)
        replies: tuple[Message, ...] = ()
        if answer.reply.strip():
            replies = (_reply(chat, chat.turn, answer, life, now),)
            after = replace(after, last_order=replies[0].order, last_at=now)
        if answer.wants_person:
            after = take_over(after, ASKED_FOR_PERSON, now, back_after=bot.back_after)
        changed_lead = learned if learned != lead else None
        self.conversations.commit(chat.tenant, ConversationChange(after, changed_lead, replies))
        return bool(replies)


def _request(
    bot: Bot, chat: Chat, lead: Lead, history: tuple[Message, ...], ref: TurnRef, now: datetime
) -> BrainRequest:
    before, unanswered = split_at_turn(history, ref.upto, chat.answer_after)
    return BrainRequest(
        bot=bot,
        lead=lead,
        history=(*before, *unanswered),
        unanswered=unanswered,
        missing=missing_fields(lead, bot.required_fields),
        language=bot.language or chat.language,
        asked=chat.asked,
        now=now,
    )


def _reply(chat: Chat, turn: Turn, answer: BrainAnswer, life: Life, now: datetime) -> Message:
    message_id = outgoing_message_id(chat.bot, turn.id, 0)
    reply = bot_reply(chat, message_id, answer.reply.strip(), now)
    stages = ((Stage.TURN, epoch_ms(turn.due_at)), *life, (Stage.OUTBOX, epoch_ms(now)))
    return replace(reply, author=answer.brain, life=stages)
