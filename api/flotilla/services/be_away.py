"""Tell a customer that nobody answers now, and take down what they told all the same."""

from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.chats import AWAY, Chat, TurnRef, answered
from flotilla.domain.leads import learn
from flotilla.domain.messages import Message, Stage
from flotilla.domain.times import epoch_ms
from flotilla.domain.transcript import told_place
from flotilla.domain.working_hours import away_text, is_away_due
from flotilla.ports.brain import Listener
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import ConversationChange, ConversationRepository, LeadRepository
from flotilla.services.answer_parts import reply_of, request_of
from flotilla.services.held_turns import HeldTurns


@dataclass(frozen=True, slots=True)
class BeAway:
    """Closes the turn of a chat outside of working hours."""

    turns: HeldTurns
    leads: LeadRepository
    conversations: ConversationRepository
    listener: Listener
    clock: Clock

    def __call__(self, claimed: Chat, history: tuple[Message, ...], ref: TurnRef, started: datetime) -> bool:
        """Whether the customer is told, which is done once in a while.

        What they wrote is read for the lead now, without a model, and answered with their first message in working
        hours.
        """
        held = self.turns.still_answerable(claimed)
        if held is None:
            return False
        (chat, bot, turn), now = held, self.clock.now()
        lead = self.leads.get(chat.tenant, chat.lead)
        request = request_of(bot, chat, lead, history, (), ref, now)
        heard = self.listener.listen(request)
        fields = {**told_place(request.unanswered, started), **heard.fields}
        learned = learn(lead, fields, heard.refused, bot.required_fields, now) if bot.features.lead_capture else lead
        after = answered(chat, heard.language, ())
        replies: tuple[Message, ...] = ()
        if is_away_due(chat, now):
            text = away_text(bot.features.working_hours, bot.language or after.language)
            replies = (reply_of(chat, turn, text, AWAY, ((Stage.ANSWER, epoch_ms(started)),), now),)
            after = replace(after, away_at=now, last_order=replies[0].order, last_at=now)
        changed = learned if learned != lead else None
        self.conversations.commit(chat.tenant, ConversationChange(after, changed, replies))
        return bool(replies)
