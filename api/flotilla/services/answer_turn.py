"""Answer the turn that is due in a chat: one call of the brain, one commit, or nothing at all."""

from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat, TurnRef, answered
from flotilla.domain.handover import ASKED_FOR_PERSON, take_over
from flotilla.domain.ids import PictureId
from flotilla.domain.leads import learn
from flotilla.domain.messages import BrainUse, Life, Message, Stage
from flotilla.domain.pictures import Picture, remember, sendable
from flotilla.domain.times import epoch_ms
from flotilla.domain.transcript import told_place
from flotilla.domain.working_hours import is_open
from flotilla.ports.brain import Brain, BrainAnswer, Listener
from flotilla.ports.clock import Clock
from flotilla.ports.queues import TurnQueue
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import (
    BotRepository,
    ConversationChange,
    ConversationRepository,
    LeadRepository,
    LimitNotes,
    MetricsRepository,
    PictureRepository,
    TenantRepository,
)
from flotilla.services.answer_parts import picture_message, reply_of, request_of, welcomed
from flotilla.services.be_away import BeAway
from flotilla.services.held_turns import HeldTurns
from flotilla.services.message_allowance import MessageAllowance
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class AnswerTurn:
    """Makes the answer that is due and queues it for the runner. Safe to repeat."""

    tenants: TenantRepository
    bots: BotRepository
    leads: LeadRepository
    conversations: ConversationRepository
    pictures: PictureRepository
    metrics: MetricsRepository
    limit_notes: LimitNotes
    brain: Brain
    listener: Listener
    turn_queue: TurnQueue
    doorbell: Doorbell
    clock: Clock

    def __call__(self, ref: TurnRef) -> None:
        """Raise ConflictError or UnavailableError when the entry has to be delivered again."""
        started = self.clock.now()
        claimed = until_no_conflict(lambda: self._turns.claim(ref))
        if claimed is None:
            return
        bot, chat, history = claimed
        if not is_open(bot.features.working_hours, started):
            away = BeAway(self._turns, self.leads, self.conversations, self.listener, self.clock)
            if until_no_conflict(lambda: away(chat, history, ref, started)):
                self.doorbell.ring(ref.tenant, ref.bot)
            return
        if not MessageAllowance(self.tenants, self.metrics, self.limit_notes, self.clock)(ref.tenant):
            until_no_conflict(lambda: self._turns.give_up(chat))
            return
        lead = self.leads.get(ref.tenant, chat.lead)
        pictures = self.pictures.list(bot.tenant, bot.id) if bot.features.pictures else ()
        asked_ms = epoch_ms(self.clock.now())
        request = request_of(bot, chat, lead, history, pictures, ref, self.clock.now())
        if not request.unanswered:
            # The customer took back all that there was to answer.
            until_no_conflict(lambda: self._turns.give_up(chat))
            return
        answer = self.brain.answer(request)
        brain_ms = epoch_ms(self.clock.now())
        use = BrainUse(answer.brain, answer.tokens_in, answer.tokens_out, brain_ms - asked_ms, answer.cost_micros)
        life: Life = ((Stage.ANSWER, epoch_ms(started)), (Stage.BRAIN, brain_ms))
        answer = replace(answer, reply=welcomed(bot, history, answer.reply.strip()))
        answer = replace(answer, fields={**told_place(request.unanswered, started), **answer.fields})
        if until_no_conflict(lambda: self._commit(chat, answer, use, life)):
            self.doorbell.ring(ref.tenant, ref.bot)

    @property
    def _turns(self) -> HeldTurns:
        return HeldTurns(self.bots, self.conversations, self.turn_queue, self.clock)

    def _commit(self, claimed: Chat, answer: BrainAnswer, use: BrainUse, life: Life) -> bool:
        """Whether the answer was queued; thrown away if a person stepped in or the customer wrote on."""
        held = self._turns.still_answerable(claimed)
        if held is None:
            return False
        chat, bot, turn = held
        now = self.clock.now()
        lead = self.leads.get(chat.tenant, chat.lead)
        learned = lead
        if bot.features.lead_capture:
            learned = learn(lead, answer.fields, answer.refused, bot.required_fields, now)
        after = answered(chat, answer.language, answer.asked)
        replies: tuple[Message, ...] = ()
        if answer.reply:
            replies = (replace(reply_of(chat, turn, answer.reply, answer.brain, life, now), ai=use),)
            after = replace(after, last_order=replies[0].order, last_at=now)
        picture = self._picture(bot, chat, answer.picture, now)
        if picture is not None:
            carrier = picture_message(chat, turn, picture, answer.brain, after.last_order, now)
            replies = (*replies, carrier)
            sent = remember(chat.pictures, picture.id, now)
            after = replace(after, last_order=carrier.order, last_at=now, pictures=sent)
        if replies and not answer.wants_person:
            # Who asked for a person goes on waiting for one, whatever the bot says to it.
            waited = after.waiting_since is not None
            after = replace(after, waiting_since=None, bot_answered_at=now if waited else after.bot_answered_at)
        if answer.wants_person:
            after = take_over(after, ASKED_FOR_PERSON, now, back_after=bot.back_after)
        changed_lead = learned if learned != lead else None
        self.conversations.commit(chat.tenant, ConversationChange(after, changed_lead, replies))
        return bool(replies)

    def _picture(self, bot: Bot, chat: Chat, chosen: PictureId | None, now: datetime) -> Picture | None:
        """The chosen picture, if it may still be sent: it is there, and this customer did not get it lately."""
        if chosen is None or not bot.features.pictures:
            return None
        picture = self.pictures.find(bot.tenant, bot.id, chosen)
        return next(iter(sendable((picture,) if picture is not None else (), chat.pictures, now)), None)
