from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from flotilla.domain.aliases import merge_chats, merge_leads, ninth_digit_variant
from flotilla.domain.chats import Chat, new_chat
from flotilla.domain.ids import BotId, ChatId, LeadId, PictureId, TenantId
from flotilla.domain.leads import Lead, LeadStatus, Source
from tests.unit.adapters.anything import anything

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RANK = list(LeadStatus)


@pytest.mark.parametrize(
    ("chat", "variant"),
    [
        ("5581988887777@c.us", "558188887777@c.us"),
        ("558188887777@c.us", "5581988887777@c.us"),
        ("558133334444@c.us", None),  # a landline
        ("14155550123@c.us", None),
        ("123456789012345@lid", None),
        ("5581988887777@g.us", None),
    ],
)
def test_the_ninth_digit(chat: str, variant: str | None) -> None:
    assert ninth_digit_variant(ChatId(chat)) == variant


@given(kept=anything(Lead), gone=anything(Lead))
def test_merged_leads_lose_nothing(kept: Lead, gone: Lead) -> None:
    merged = merge_leads(kept, gone, NOW)
    assert (merged.id, merged.chat, merged.created_at, merged.version) == (
        kept.id, kept.chat, kept.created_at, kept.version,
    )  # fmt: skip
    assert set(merged.fields) == {*kept.fields, *gone.fields}
    for name, value in merged.fields.items():
        known = [one.fields[name] for one in (kept, gone) if name in one.fields]
        assert value in known
        if any(one.source is Source.PERSON for one in known):
            assert value.source is Source.PERSON
    assert RANK.index(merged.status) == max(RANK.index(kept.status), RANK.index(gone.status))
    assert merge_leads(merged, gone, NOW) == merged
    assert merge_leads(gone, kept, NOW).fields == merged.fields


@given(kept=anything(Chat), gone=anything(Chat))
def test_merged_chats_hear_both_and_are_silent_if_one_was(kept: Chat, gone: Chat) -> None:
    merged = merge_chats(kept, gone)
    assert (merged.id, merged.lead, merged.version) == (kept.id, kept.lead, kept.version)
    assert merged.unread == kept.unread + gone.unread
    assert merged.answers == (kept.answers and gone.answers)
    assert (merged.last_order or "") == max(kept.last_order or "", gone.last_order or "")
    assert (merged.turn is not None) == (merged.answers and (kept.turn is not None or gone.turn is not None))
    assert {gone.id, *gone.aliases, *kept.aliases} <= set(merged.aliases)


def test_a_picture_that_both_chats_got_is_remembered_once_as_of_the_later_time() -> None:
    first, second, third = (NOW + timedelta(minutes=minute) for minute in range(3))
    house, garden = PictureId("house"), PictureId("garden")
    kept = replace(new_chat(TenantId("t"), BotId("b"), ChatId("1@c.us"), LeadId("l"), NOW), pictures=((house, third),))
    gone = replace(kept, id=ChatId("2@lid"), pictures=((house, first), (garden, second)))
    assert merge_chats(kept, gone).pictures == ((garden, second), (house, third))
