"""Plays a conversation with a brain: it answers each message, and its questions are what the next one answers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.chats import answered, bot_reply, new_chat
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId
from flotilla.domain.lead_fields import DEFAULT_REQUIRED_FIELDS
from flotilla.domain.leads import Lead, capture, missing_fields, new_lead, refuse
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, order_key_after
from flotilla.domain.times import epoch_ms
from flotilla.ports.brain import Brain, BrainRequest
from tests.bench.extraction.conversations import Conversation

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
TENANT, BOT, LEAD = TenantId("T"), BotId("B"), LeadId("L")


@dataclass(frozen=True)
class Played:
    """The lead at the end, and whether a person was wanted at any time."""

    lead: Lead
    wants_person: bool
    replies: tuple[str, ...]


def play(conversation: Conversation, brain: Brain) -> Played:
    """The conversation's outcome."""
    bot = Bot(
        BOT, TENANT, "Sample shop", "", None, Desired.ENABLED, Answering.ON, 0, DEFAULT_REQUIRED_FIELDS, START, START, 1
    )
    now, wants_person = START, False
    lead = new_lead(LEAD, TENANT, BOT, ChatId(conversation.chat), None, now)
    chat = new_chat(TENANT, BOT, lead.chat, LEAD, now)
    history: list[Message] = []
    for count, text in enumerate(conversation.say):
        now += timedelta(minutes=1)
        message = _message(lead, f"M{count}", text, now, history[-1].order if history else None)
        history.append(message)
        missing = missing_fields(lead, bot.required_fields)
        request = BrainRequest(bot, lead, tuple(history), (message,), missing, chat.language, chat.asked, now)
        answer = brain.answer(request)
        captured = capture(lead, answer.fields, bot.required_fields, now)
        lead = refuse(captured, answer.refused, bot.required_fields, now)
        chat = answered(chat, answer.language, answer.asked)
        wants_person = wants_person or answer.wants_person
        history.append(bot_reply(chat, MessageId(f"R{count}"), answer.reply, now + timedelta(seconds=2)))
    replies = tuple(message.text or "" for message in history if message.direction is Direction.OUT)
    return Played(lead, wants_person, replies)


def _message(lead: Lead, id: str, text: str, now: datetime, last: str | None) -> Message:  # noqa: A002 - its name
    message_id = MessageId(id)
    return Message(
        tenant=TENANT,
        bot=BOT,
        chat=lead.chat,
        id=message_id,
        lead=lead.id,
        direction=Direction.IN,
        sender=Sender.CUSTOMER,
        type="text",
        text=text,
        status=MessageStatus.RECEIVED,
        order=order_key_after(last, epoch_ms(now), message_id),
        created_at=now,
    )
