"""What conversations are found by, and when a chat becomes active."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flotilla.domain.chats import new_chat
from flotilla.domain.events import Change
from flotilla.domain.ids import BotId, ChatId, LeadId, TenantId
from flotilla.domain.inbox import Active, activity_in, is_found_by
from flotilla.domain.leads import FieldValue, Source, new_lead

NOW = datetime(2026, 1, 1, 12, 10, tzinfo=UTC)
CHAT = ChatId("5581988887777@c.us")
_VALUES = {"name": "José da Conceição", "email": "jose@example.com", "phone": "+5511977776666"}
LEAD = replace(
    new_lead(LeadId("L"), TenantId("T"), BotId("B"), CHAT, "~zé~", NOW),
    fields={name: FieldValue(value, Source.RULES, 1.0, NOW) for name, value in _VALUES.items()},
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jose da", True), ("CONCEICAO", True), ("example.com", True), ("ze", True), ("988887777", True),
        ("+55 11 97777-6666", True), ("(11) 97777", True), ("maria", False), ("12", False), ("000000", False),
        ("da  Conceição", True), ("jose 9888", False),
    ],
)  # fmt: skip
def test_a_lead_is_found_by_what_people_type(text: str, found: bool) -> None:
    assert is_found_by(LEAD, text) is found


def test_a_chat_becomes_active_once_an_hour() -> None:
    quiet = new_chat(TenantId("T"), BotId("B"), CHAT, LeadId("L"), NOW)
    first = replace(quiet, last_at=NOW)
    again = replace(quiet, last_at=NOW + timedelta(minutes=49))
    later = replace(quiet, last_at=NOW + timedelta(minutes=50))
    noted = Active(TenantId("T"), LeadId("L"), datetime(2026, 1, 1, 12, tzinfo=UTC))
    assert activity_in(Change("1", NOW, quiet, first)) == noted
    assert activity_in(Change("2", NOW, first, again)) is None
    assert activity_in(Change("3", NOW, again, later)) == replace(noted, hour=noted.hour + timedelta(hours=1))
    assert activity_in(Change("4", NOW, later, None)) is None
    assert activity_in(Change("5", NOW, None, LEAD)) is None
