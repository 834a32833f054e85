"""Items that were written before an attribute existed are read with its default."""

from datetime import UTC, datetime

from flotilla.adapters.dynamodb.codecs import bots, conversations, leads
from flotilla.adapters.dynamodb.codecs.features import read_features
from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.chats import new_chat
from flotilla.domain.features import Features
from flotilla.domain.ids import BotId, ChatId, LeadId, TenantId
from flotilla.domain.leads import new_lead

NOW = datetime(2026, 1, 1, tzinfo=UTC)
T, B, C, L = TenantId("T"), BotId("B"), ChatId("5511999990000@c.us"), LeadId("L")
BOT = Bot(B, T, "Sample", "", None, Desired.ENABLED, Answering.ON, 1500, ("name",), NOW, NOW, 1)


def test_an_old_bot_has_the_defaults() -> None:
    new = {"plan_suspended_at", "features", "hand_back_minutes", "paused_by", "paused_at"}
    assert bots.read_bot(stored(bots.write_bot(BOT), *new)) == BOT


def test_old_features_have_the_defaults_of_those_that_came_later() -> None:
    assert read_features(None) == Features()
    features = read_features({"lead_capture": False, "working_hours": {"on": True}, "of_a_later_version": 1})
    assert (features.lead_capture, features.auto_response) == (False, True)
    assert (features.working_hours.on, features.working_hours.opens) == (True, "09:00")


def test_an_old_chat_and_an_old_lead_are_read() -> None:
    chat, lead = new_chat(T, B, C, L, NOW), new_lead(L, T, B, C, None, NOW)
    assert conversations.read_chat(stored(conversations.write_chat(chat))) == chat
    assert leads.read_lead(stored(leads.write_lead(lead))) == lead


def stored(item: Item, *without: str) -> Item:
    """The item as the table holds it: what is None is absent."""
    return {name: value for name, value in item.items() if value is not None and name not in without}
