"""Receive what a phone brought along when it was linked: old messages, many at once, that nobody answers."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat, new_chat, see
from flotilla.domain.errors import NotFoundError
from flotilla.domain.history import as_told, not_known_better
from flotilla.domain.ids import LeadId, is_own_message_id, is_person
from flotilla.domain.inbound import Inbound, Origin, inbound_message
from flotilla.domain.leads import FieldValue, Lead, capture, missing_fields, new_lead
from flotilla.domain.messages import Direction, Message, Stage
from flotilla.domain.retention import as_kept
from flotilla.domain.times import epoch_ms
from flotilla.domain.transcript import in_words, told_place
from flotilla.ports.brain import BrainRequest, Listener
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, ConversationChange, ConversationRepository, LeadRepository
from flotilla.services.canonical_chat import CanonicalChat
from flotilla.services.retry import until_no_conflict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReceiveHistory:
    """Stores old messages of one chat with one commit and a few batches, and reads fields from them by the rules.

    Safe to repeat, and in any order: the chat and its lead come first, the messages after them, each once.
    """

    bots: BotRepository
    leads: LeadRepository
    conversations: ConversationRepository
    canonical_chat: CanonicalChat
    listener: Listener
    clock: Clock
    ids: Ids

    def __call__(self, entries: Sequence[Inbound]) -> None:
        """Raise ConflictError or UnavailableError when they have to be delivered again."""
        told = [one for one in entries if is_person(one.chat) and not _is_echo(one)]
        if not told:
            return
        first = told[0]
        try:
            bot = self.bots.get(first.tenant, first.bot)
        except NotFoundError:
            log.info("The history of a bot that was deleted is dropped.", extra={"bot": first.bot})
            return
        chat = until_no_conflict(lambda: self._take_in(bot, told))
        messages = [as_kept(chat, self._message(replace(one, chat=chat.id), chat.lead)) for one in told]
        self.conversations.add_messages(first.tenant, messages)

    def _take_in(self, bot: Bot, told: Sequence[Inbound]) -> Chat:
        """The chat once it and its lead know of the messages; raise ConflictError if they changed meanwhile."""
        first = told[0]
        alias = next((one.alias for one in told if one.alias is not None), None)
        chat = self.canonical_chat(first.tenant, first.bot, first.chat, alias)
        lead = self.leads.get(first.tenant, chat.lead) if chat is not None else self._found_lead(told)
        after = chat or new_chat(first.tenant, first.bot, first.chat, lead.id, lead.created_at)
        messages = tuple(as_kept(after, self._message(one, lead.id)) for one in told)
        for message in messages:
            after = see(after, message.order, message.created_at)
        learned = self._learn(bot, lead, messages)
        if after == chat and learned == lead:
            return after
        changed = learned if learned != lead or chat is None else None
        return self.conversations.commit(first.tenant, ConversationChange(after, changed))

    def _found_lead(self, told: Sequence[Inbound]) -> Lead:
        first = told[0]
        name = next((one.push_name for one in reversed(told) if one.push_name and not one.from_me), None)
        lead = new_lead(LeadId(self.ids.new()), first.tenant, first.bot, first.chat, name, self.clock.now())
        return replace(lead, origin=Origin.HISTORY.value)

    def _learn(self, bot: Bot, lead: Lead, messages: tuple[Message, ...]) -> Lead:
        """The lead with what the customer's messages tell of it."""
        if not bot.features.lead_capture:
            return lead
        now = self.clock.now()
        found = as_told({**told_place(messages, now), **self._read(bot, lead, messages)}, messages)
        return capture(lead, not_known_better(lead, found), bot.required_fields, now)

    def _read(self, bot: Bot, lead: Lead, messages: tuple[Message, ...]) -> dict[str, FieldValue]:
        words = tuple(map(in_words, messages))
        request = BrainRequest(
            bot=bot,
            lead=lead,
            history=words,
            unanswered=tuple(message for message in words if message.direction is Direction.IN),
            missing=missing_fields(lead, bot.required_fields),
            language=bot.language,
            asked=(),
            now=self.clock.now(),
        )
        return dict(self.listener.listen(request).fields)

    def _message(self, inbound: Inbound, lead: LeadId) -> Message:
        return inbound_message(inbound, lead).with_stage(Stage.STORED, epoch_ms(self.clock.now()))


def _is_echo(one: Inbound) -> bool:
    """What the bot's own runner sent is stored since before it was sent."""
    return one.from_me and is_own_message_id(one.bot, one.id)
