"""What goes into DynamoDB comes out as it was, for any value of the domain's types."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.adapters.dynamodb import identity, keys
from flotilla.adapters.dynamodb.codecs import (
    accounts,
    audit,
    billing,
    bots,
    conversations,
    invitations,
    leads,
    notes,
    pictures,
    runtime,
    schedules,
)
from flotilla.adapters.dynamodb.values import from_raw, to_raw
from flotilla.domain.audit import AuditEntry
from flotilla.domain.billing import Billing
from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.features import Weekday
from flotilla.domain.ids import ScheduleId
from flotilla.domain.invitations import Invitation
from flotilla.domain.leads import Lead
from flotilla.domain.leases import Lease
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.messages import Message
from flotilla.domain.notes import Note
from flotilla.domain.payments import PaymentEvent
from flotilla.domain.people import Membership, User
from flotilla.domain.pictures import Picture
from flotilla.domain.schedules import Cron, Execution, Once, Schedule, Weekly
from flotilla.domain.sessions import Session
from flotilla.domain.tenants import Tenant
from flotilla.domain.uploads import Upload
from flotilla.ports.identity import PendingSignIn
from flotilla.ports.realtime import Connection, Ticket
from tests.unit.adapters.anything import anything

chats = st.from_regex(r"[0-9]{5,15}(-[0-9]{10})?@(c\.us|g\.us|lid)", fullmatch=True)
parts = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
values = st.dictionaries(
    st.text(max_size=8),
    st.recursive(parts, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=4),
)

whens = (
    st.datetimes().map(lambda at: Once(at.replace(second=0, microsecond=0)))
    | st.builds(Weekly, st.lists(st.sampled_from(Weekday)).map(tuple), st.just("09:00"))
    | st.builds(Cron, st.text())
)


def _with_own_run(schedule: Schedule) -> Schedule:
    if schedule.last is None:
        return schedule
    return replace(schedule, last=replace(schedule.last, tenant=schedule.tenant, schedule=schedule.id))


CODECS: list[tuple[str, st.SearchStrategy[Any], Any, Any]] = [
    ("tenant", anything(Tenant), accounts.write_tenant, accounts.read_tenant),
    ("user", anything(User), accounts.write_user, accounts.read_user),
    (
        "member",
        anything(Membership),
        lambda one: accounts.write_member(one, keys.member(one.tenant, one.user)),
        accounts.read_member,
    ),
    (
        "invitation",
        anything(Invitation),
        lambda one: invitations.write_invitation(one, "digest"),
        invitations.read_invitation,
    ),
    ("audit", anything(AuditEntry, before=values, after=values), audit.write_audit, audit.read_audit),
    (
        "pending_sign_in",
        anything(PendingSignIn, state=st.just("s")),
        identity.write_pending,
        lambda i: identity.read_pending(i, "s"),
    ),
    ("bot", anything(Bot), bots.write_bot, bots.read_bot),
    ("billing", anything(Billing), billing.write_billing, billing.read_billing),
    ("limit", anything(LimitNote), billing.write_limit_note, billing.read_limit_note),
    ("payment_event", anything(PaymentEvent), billing.write_payment_event, billing.read_payment_event),
    ("session", anything(Session), bots.write_session, bots.read_session),
    ("lead", anything(Lead), leads.write_lead, leads.read_lead),
    ("chat", anything(Chat, id=chats), conversations.write_chat, conversations.read_chat),
    ("note", anything(Note, chat=chats), notes.write_note, notes.read_note),
    ("picture", anything(Picture), pictures.write_picture, pictures.read_picture),
    ("upload", anything(Upload), pictures.write_upload, pictures.read_upload),
    ("message", anything(Message, chat=chats), conversations.write_message, conversations.read_message),
    (
        "schedule",
        st.builds(_with_own_run, anything(Schedule, when=whens)),
        schedules.write_schedule,
        schedules.read_schedule,
    ),
    (
        "run",
        anything(Execution, schedule=st.just(ScheduleId("S"))),
        schedules.write_run,
        lambda item: schedules.read_run(item, ScheduleId("S")),
    ),
    ("lease", anything(Lease), runtime.write_lease, runtime.read_lease),
    ("ticket", anything(Ticket, secret=st.just("s")), runtime.write_ticket, lambda i: runtime.read_ticket(i, "s")),
    ("connection", anything(Connection), runtime.write_connection, runtime.read_connection),
]


@pytest.mark.parametrize(("kind", "things", "write", "read"), CODECS, ids=[codec[0] for codec in CODECS])
@given(data=st.data())
def test_what_is_written_is_read(
    kind: str, things: st.SearchStrategy[Any], write: Any, read: Any, data: st.DataObject
) -> None:
    thing = data.draw(things)
    item = from_raw(to_raw(write(thing)))
    assert read({**item, "an_attribute_of_a_later_version": {"x": 1}}) == thing
    assert item["kind"] == kind
    assert item["v"] == 1


@given(ticket=anything(Ticket, secret=st.just("very secret")))
def test_a_ticket_is_stored_without_its_secret(ticket: Ticket) -> None:
    assert "very secret" not in str(runtime.write_ticket(ticket))
