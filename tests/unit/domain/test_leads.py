"""What a lead learns, and when it qualifies."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.ids import BotId, ChatId, LeadId, TenantId
from flotilla.domain.lead_fields import DEFAULT_REQUIRED_FIELDS
from flotilla.domain.leads import FieldValue, LeadStatus, Source, capture, clear, missing_fields, new_lead, refuse

START = datetime(2026, 1, 1, tzinfo=UTC)
FRESH = new_lead(LeadId("L"), TenantId("T"), BotId("B"), ChatId("1@c.us"), None, START)
NAMES = st.sampled_from(DEFAULT_REQUIRED_FIELDS)
VALUES = st.builds(
    FieldValue, value=st.sampled_from("abc"), source=st.sampled_from(Source), confidence=st.just(0.9), at=st.just(START)
)
STEPS = st.lists(
    st.one_of(
        st.dictionaries(NAMES, VALUES, max_size=3), st.lists(NAMES, max_size=2), st.tuples(st.just("clear"), NAMES)
    ),
    max_size=25,
)


@given(STEPS)
def test_people_win_and_it_qualifies_once(steps: list[object]) -> None:
    lead, now, qualified = FRESH, START, 0
    for step in steps:
        now += timedelta(seconds=1)
        before = lead
        if isinstance(step, dict):
            lead = capture(lead, step, DEFAULT_REQUIRED_FIELDS, now)
            for name, value in before.fields.items():
                if value.source is Source.PERSON and step.get(name, value).source is not Source.PERSON:
                    assert lead.fields[name] == value
            assert not set(lead.refused) & set(step)
        elif isinstance(step, list):
            lead = refuse(lead, step, DEFAULT_REQUIRED_FIELDS, now)
            assert lead.fields == before.fields
        elif isinstance(step, tuple):
            lead = clear(lead, [step[1]], now)
            assert step[1] not in lead.fields
        qualified += lead.qualified_at != before.qualified_at
        assert (lead.status is LeadStatus.QUALIFIED) == (lead.qualified_at is not None)
        assert set(missing_fields(lead, DEFAULT_REQUIRED_FIELDS)) == (
            set(DEFAULT_REQUIRED_FIELDS) - set(lead.fields) - set(lead.refused)
        )
    assert qualified <= 1


def test_the_last_missing_field_qualifies() -> None:
    value = FieldValue("x", Source.RULES, 0.9, START)
    lead = capture(FRESH, dict.fromkeys(("name", "email", "phone"), value), DEFAULT_REQUIRED_FIELDS, START)
    assert lead.status is LeadStatus.CAPTURING
    assert capture(lead, {"location": value}, DEFAULT_REQUIRED_FIELDS, START).status is LeadStatus.QUALIFIED


def test_a_refusal_settles_a_field_as_well_as_a_value() -> None:
    value = FieldValue("x", Source.RULES, 0.9, START)
    lead = capture(FRESH, dict.fromkeys(("name", "email", "phone"), value), DEFAULT_REQUIRED_FIELDS, START)
    refused = refuse(lead, ["location"], DEFAULT_REQUIRED_FIELDS, START)
    assert (refused.status, refused.refused) == (LeadStatus.QUALIFIED, ("location",))


def test_who_refuses_everything_is_no_qualified_lead() -> None:
    lead = refuse(FRESH, DEFAULT_REQUIRED_FIELDS, DEFAULT_REQUIRED_FIELDS, START)
    assert lead.status is LeadStatus.CAPTURING
