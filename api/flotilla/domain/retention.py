"""Retention: what is left of messages that are older than a workspace keeps them.

The item stays, empty: a message that is not there at all would be fetched again from the phone by reconciliation. Its
place in the chat, its direction and its times remain, and nothing of what was said.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flotilla.domain.chats import Chat
from flotilla.domain.ids import MessageId
from flotilla.domain.leads import FieldValue, Lead
from flotilla.domain.messages import WAITING_TO_BE_SENT, Message, has_expired
from flotilla.domain.tenants import Tenant

EMPTIED = "expired"
"""The type of a message of which nothing is kept."""

SWEPT_EVERY = timedelta(days=1)
"""A workspace is looked through so often: a message is kept for up to so much longer than was set."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """How far the looking through of a workspace has come. `cursor` is where it goes on, None at the end."""

    began_at: datetime
    cursor: str | None = None
    done: bool = False


def kept_since(tenant: Tenant, now: datetime) -> datetime | None:
    """What was said before this is not kept; None where all is kept, or all goes anyway."""
    if tenant.retention_days is None or tenant.delete_at is not None:
        return None
    return now - timedelta(days=tenant.retention_days)


def order_of(moment: datetime) -> str:
    """What sorts before every message of this second or later, and behind every message of an earlier one."""
    return f"{int(moment.timestamp()):011d}"


def may_be_emptied(message: Message, since: datetime, now: datetime) -> bool:
    """Whether it is older, and nobody will send it any more."""
    waits = message.status in WAITING_TO_BE_SENT and not has_expired(message, now)
    return message.order < order_of(since) and message.created_at < since and not waits


def emptied(message: Message) -> Message:
    """The message without what was said, by whom, and what people left on it."""
    return replace(
        message, type=EMPTIED, text=None, content=None, media=None, author=None, author_name=None, quoted=None,
        reactions=(), votes=(), edited_at=None,
    )  # fmt: skip


def as_kept(chat: Chat, message: Message) -> Message:
    """The message as it is stored in the chat: one that comes late, from a time that was emptied, is stored empty."""
    return emptied(message) if message.order <= (chat.emptied_until or "") else message


def file_of(message: Message) -> str | None:
    """The file that goes with the message; None where it has none, or shares it with a bot's pictures or a retry."""
    name = message.media.name if message.media is not None else None
    own = name is not None and name.startswith(f"bots/{message.bot}/media/")
    return name if own and message.retried_as is None else None


def without_quotes(lead: Lead, messages: Collection[MessageId], since: datetime) -> Lead:
    """The lead without the words that its values were read from, where they stood in what is emptied."""

    def kept(value: FieldValue) -> FieldValue:
        gone = value.message in messages or value.at < since
        return replace(value, quote=None) if gone and value.quote is not None else value

    fields = {name: kept(value) for name, value in lead.fields.items()}
    return replace(lead, fields=fields) if fields != lead.fields else lead


def only_emptied(old: Lead, new: Lead) -> bool:
    """Whether nothing but quotes went: nothing that anybody has to be told of."""
    bare = {name: replace(value, quote=None) for name, value in old.fields.items()}
    left = {name: replace(value, quote=None) for name, value in new.fields.items()}
    forgot = all(value.quote in (None, old.fields[name].quote) for name, value in new.fields.items() if name in bare)
    return bare == left and forgot and replace(old, fields=new.fields, version=new.version) == new
