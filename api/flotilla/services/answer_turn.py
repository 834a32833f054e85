"""Answer the turn that is due in a chat: one call of the brain, one commit, or nothing at all."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flotilla.domain.bots import Bot
from flotilla.domain.chats import (
    Chat,
    TurnRef,
    answered,
    claim,
    unanswered_for_good,
)
from flotilla.domain.errors import NotFoundError
from flotilla.domain.handover import ASKED_FOR_PERSON, take_over
from flotilla.domain.leads import capture, refuse
from flotilla.domain.messages import BrainUse, Life, Message, Stage
from flotilla.domain.times import epoch_ms
from flotilla.domain.working_hours import away_text, is_away_due, is_open
from flotilla.ports.brain import Brain, BrainAnswer
from flotilla.ports.clock import Clock
from flotilla.ports.queues import TurnQueue
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, ConversationChange, ConversationRepository, LeadRepository
from flotilla.services.answer_parts import reply_of, request_of, welcomed
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
        if not is_open(bot.features.working_hours, started):
            self._be_away(chat, started)
            return
        lead = self.leads.get(ref.tenant, chat.lead)
        asked_ms = epoch_ms(self.clock.now())
        answer = self.brain.answer(request_of(bot, chat, lead, history, ref, self.clock.now()))
        brain_ms = epoch_ms(self.clock.now())
        use = BrainUse(answer.brain, answer.tokens_in, answer.tokens_out, brain_ms - asked_ms, answer.cost_micros)
        life: Life = ((Stage.ANSWER, epoch_ms(started)), (Stage.BRAIN, brain_ms))
        answer = replace(answer, reply=welcomed(bot, history, answer.reply.strip()))
        if until_no_conflict(lambda: self._commit(chat, answer, use, life)):
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
        return bot if bot.answers else None

    def _be_away(self, claimed: Chat, started: datetime) -> None:
        """Tell the customer that nobody answers now, unless they were told lately."""
        if until_no_conflict(lambda: self._commit_away(claimed, started)):
            self.doorbell.ring(claimed.tenant, claimed.bot)

    def _commit_away(self, claimed: Chat, started: datetime) -> bool:
        """Whether the customer is told. What they wrote is taken up with their first message in working hours."""
        chat, bot = self._still(claimed), self._answering_bot(claimed)
        if chat is None or chat.turn is None:
            return False
        if bot is None:
            self._close(chat)
            return False
        after, now = answered(chat, None, ()), self.clock.now()
        replies: tuple[Message, ...] = ()
        if is_away_due(chat, now):
            text = away_text(bot.features.working_hours, bot.language or chat.language)
            replies = (reply_of(chat, chat.turn, text, "away", ((Stage.ANSWER, epoch_ms(started)),), now),)
            after = replace(after, away_at=now, last_order=replies[0].order, last_at=now)
        self.conversations.commit(chat.tenant, ConversationChange(after, None, replies))
        return bool(replies)

    def _still(self, claimed: Chat) -> Chat | None:
        """The chat if its turn is still as it was claimed: nobody stepped in, and the customer didn't write on."""
        chat = self.conversations.find_chat(claimed.tenant, claimed.bot, claimed.id)
        if chat is None or not chat.answers or chat.turn is None or chat.turn != claimed.turn:
            log.info("An answer was thrown away: the chat went on without it.", extra={"bot": claimed.bot})
            return None
        return chat

    def _close(self, chat: Chat) -> None:
        self.conversations.commit(chat.tenant, ConversationChange(unanswered_for_good(chat)))

    def _commit(self, claimed: Chat, answer: BrainAnswer, use: BrainUse, life: Life) -> bool:
        """Whether the answer was queued; thrown away if a person stepped in or the customer wrote on.

        The bot is read again: what people set while the answer was made, above all a pause, counts already.
        """
        chat = self._still(claimed)
        if chat is None or chat.turn is None:
            return False
        bot = self._answering_bot(chat)
        if bot is None:
            self._close(chat)
            return False
        now = self.clock.now()
        lead = self.leads.get(chat.tenant, chat.lead)
        learned = lead
        if bot.features.lead_capture:
            learned = refuse(capture(lead, answer.fields, bot.required_fields, now), answer.refused, now)
        after = answered(chat, answer.language, answer.asked)
        replies: tuple[Message, ...] = ()
        if answer.reply:
            replies = (replace(reply_of(chat, chat.turn, answer.reply, answer.brain, life, now), ai=use),)
            after = replace(after, last_order=replies[0].order, last_at=now)
        if answer.wants_person:
            after = take_over(after, ASKED_FOR_PERSON, now, back_after=bot.back_after)
        changed_lead = learned if learned != lead else None
        self.conversations.commit(chat.tenant, ConversationChange(after, changed_lead, replies))
        return bool(replies)
