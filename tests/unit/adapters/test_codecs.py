"""What goes into DynamoDB comes out as it was, for any value of the domain's types."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.adapters.dynamodb import identity, keys
from flotilla.adapters.dynamodb.codecs import accounts, audit, bots, conversations, invitations, leads, notes, runtime
from flotilla.adapters.dynamodb.values import from_raw, to_raw
from flotilla.domain.audit import AuditEntry
from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.invitations import Invitation
from flotilla.domain.leads import Lead
from flotilla.domain.leases import Lease
from flotilla.domain.messages import Message
from flotilla.domain.notes import Note
from flotilla.domain.people import Membership, User
from flotilla.domain.sessions import Session
from flotilla.domain.tenants import Tenant
from flotilla.ports.identity import PendingSignIn
from flotilla.ports.realtime import Connection, Ticket
from tests.unit.adapters.anything import anything

chats = st.from_regex(r"[0-9]{5,15}(-[0-9]{10})?@(c\.us|g\.us|lid)", fullmatch=True)
parts = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
values = st.dictionaries(
    st.text(max_size=8),
    st.recursive(parts, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=4),
)

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
    ("session", anything(Session), bots.write_session, bots.read_session),
    ("lead", anything(Lead), leads.write_lead, leads.read_lead),
    ("chat", anything(Chat, id=chats), conversations.write_chat, conversations.read_chat),
    ("note", anything(Note, chat=chats), notes.write_note, notes.read_note),
    ("message", anything(Message, chat=chats), conversations.write_message, conversations.read_message),
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
