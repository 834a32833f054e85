"""Requests to brains, as tests need them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId
from flotilla.domain.lead_fields import DEFAULT_REQUIRED_FIELDS
from flotilla.domain.leads import FieldValue, Lead, LeadStatus, Source, missing_fields
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender
from flotilla.ports.brain import BrainRequest

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
CHAT = ChatId("5581988887777@c.us")


def message(message_id: str, text: str | None, direction: Direction = Direction.IN, chat: ChatId = CHAT) -> Message:
    return Message(
        tenant=TenantId("T"),
        bot=BotId("B"),
        chat=chat,
        id=MessageId(message_id),
        lead=LeadId("L"),
        direction=direction,
        sender=Sender.CUSTOMER if direction is Direction.IN else Sender.BOT,
        type="text",
        text=text,
        status=MessageStatus.RECEIVED,
        order=message_id,
        created_at=NOW,
    )


def request(
    *texts: str | None,
    asked: Sequence[str] = (),
    known: Mapping[str, str] | None = None,
    language: str | None = None,
    bot_language: str | None = None,
    chat: ChatId = CHAT,
    before: Sequence[Message] = (),
    prompt: str = "We sell samples.",
) -> BrainRequest:
    fields = {name: FieldValue(value, Source.RULES, 0.9, NOW) for name, value in (known or {}).items()}
    lead = Lead(LeadId("L"), TenantId("T"), BotId("B"), chat, LeadStatus.CAPTURING, NOW, NOW, 1, fields)
    bot = Bot(
        id=lead.bot,
        tenant=lead.tenant,
        name="Sample shop",
        prompt=prompt,
        language=bot_language,
        desired=Desired.ENABLED,
        answering=Answering.ON,
        burst_window_ms=0,
        required_fields=DEFAULT_REQUIRED_FIELDS,
        created_at=NOW,
        updated_at=NOW,
        version=1,
    )
    new = tuple(message(f"M{count}", text, chat=chat) for count, text in enumerate(texts))
    missing = missing_fields(lead, bot.required_fields)
    return BrainRequest(bot, lead, (*before, *new), new, missing, bot_language or language, tuple(asked), NOW)
