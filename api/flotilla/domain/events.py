"""Events: derived from changes of state by one pure function, so that none can be missed or forged.

Everything that is interested, be it a page, a webhook or analytics, hears of a change here and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.audit import AuditEntry
from flotilla.domain.billing import Billing
from flotilla.domain.billing_views import limit_view, subscription_view
from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.handover import as_of
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.leads import Lead, LeadStatus
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.messages import Direction, Message, MessageStatus, amendments
from flotilla.domain.notes import Note
from flotilla.domain.people import Membership
from flotilla.domain.pictures import Picture
from flotilla.domain.retention import EMPTIED, only_emptied
from flotilla.domain.schedule_events import schedule_facts
from flotilla.domain.schedules import Schedule
from flotilla.domain.session_views import view_session
from flotilla.domain.sessions import Reason, Session, SessionStatus
from flotilla.domain.team_views import member_view
from flotilla.domain.views import (
    View,
    bot_view,
    chat_turn_view,
    features_view,
    iso,
    lead_view,
    message_view,
    note_view,
    picture_view,
    session_view,
)

Entity = (
    Bot | Session | Lead | Message | Chat | Membership | Note | Picture | Schedule | Billing | LimitNote | AuditEntry
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one stored thing. `id` is unique to the change and the same on each delivery of it."""

    id: str
    at: datetime
    old: Entity | None
    new: Entity | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, for the outside."""

    id: str
    type: str
    time: datetime
    tenant: TenantId
    bot: BotId | None
    data: View

    def envelope(self) -> View:
        """The form in which events travel."""
        return {
            "id": self.id,
            "type": self.type,
            "time": iso(self.time),
            "tenant": self.tenant,
            "bot": self.bot,
            "data": self.data,
        }


def derive_events(change: Change) -> tuple[Event, ...]:
    """The events of one change, in order; none where nothing happened that anybody outside could care about."""
    subject = change.new or change.old
    if subject is None:
        return ()
    return tuple(
        Event(f"{change.id}.{n}", kind, change.at, subject.tenant, _bot_of(subject), data)
        for n, (kind, data) in enumerate(_facts(change, subject))
    )


def _bot_of(subject: Entity) -> BotId | None:
    if isinstance(subject, Membership | Billing | LimitNote | AuditEntry):
        return None
    return subject.id if isinstance(subject, Bot) else subject.bot


def _facts(change: Change, subject: Entity) -> Iterator[tuple[str, View]]:
    old, new = change.old, change.new
    if isinstance(subject, Bot):
        yield from _bot_facts(old if isinstance(old, Bot) else None, new if isinstance(new, Bot) else None, subject)
    elif isinstance(subject, Membership):
        yield from _member_facts(old if isinstance(old, Membership) else None, subject, removed=new is None)
    elif isinstance(subject, Picture):
        yield from _picture_facts(old if isinstance(old, Picture) else None, subject, removed=new is None)
    elif isinstance(subject, Schedule):
        yield from schedule_facts(
            old if isinstance(old, Schedule) else None, new if isinstance(new, Schedule) else None
        )
    elif isinstance(new, Session):
        yield from _session_facts(old if isinstance(old, Session) else None, new, change.at)
    elif isinstance(new, Lead):
        yield from _lead_facts(old if isinstance(old, Lead) else None, new)
    elif isinstance(new, Message):
        yield from _message_facts(old if isinstance(old, Message) else None, new)
    elif isinstance(new, Chat):
        yield from _chat_facts(old if isinstance(old, Chat) else None, new, change.at)
    elif isinstance(new, Note | Billing | LimitNote):
        yield from _other_facts(old, new, change.at)


def _bot_facts(old: Bot | None, new: Bot | None, subject: Bot) -> Iterator[tuple[str, View]]:
    gone = new is None or new.deleted
    yield "bot.updated", {"bot": {"id": subject.id}, "deleted": True} if gone else {"bot": bot_view(subject)}
    if not gone and old is not None and old.features != subject.features:
        changes = {"id": subject.id, "features": features_view(subject.features), "version": subject.version}
        yield "bot.features_updated", {"bot": changes}


def _picture_facts(old: Picture | None, subject: Picture, *, removed: bool) -> Iterator[tuple[str, View]]:
    if removed:
        yield "image.removed", {"image": {"id": subject.id, "bot_id": subject.bot}}
    else:
        yield "image.added" if old is None else "image.updated", {"image": picture_view(subject)}


def _member_facts(old: Membership | None, subject: Membership, *, removed: bool) -> Iterator[tuple[str, View]]:
    if removed:
        yield "member.updated", {"member": {"user_id": subject.user}, "removed": True}
    elif old is None or (old.role, old.active, old.name) != (subject.role, subject.active, subject.name):
        yield "member.updated", {"member": member_view(subject)}


def _session_facts(old: Session | None, new: Session, at: datetime) -> Iterator[tuple[str, View]]:
    # A transition is itself a proof: its writer was there a moment ago. Later proof is asked for, not announced.
    proven = at if new.status is SessionStatus.WORKING else None
    wanted = new.reason is not Reason.STOPPED_BY_PERSON
    view = session_view(view_session(new, proven, desired_on=wanted, now=at, resting=new.gave_up))
    if old is None or (old.status, old.reason, old.phone) != (new.status, new.reason, new.phone):
        yield "session.status", {"session": view}
    if new.chats_read is not None and (old is None or old.chats_read != new.chats_read):
        yield "session.history", {"session": view}
    if (new.qr is not None or new.pairing is not None) and (
        old is None or (old.qr, old.pairing) != (new.qr, new.pairing)
    ):
        yield "session.qr", {"session": view}


def _lead_facts(old: Lead | None, new: Lead) -> Iterator[tuple[str, View]]:
    data: View = {"lead": lead_view(new)}
    if old is None and new.origin == "history":
        # One that a first link brought along; its session tells of all of them.
        return
    if old is None:
        yield "lead.created", data
    elif old != new and not only_emptied(old, new):
        yield "lead.updated", data
    if new.qualified_at is not None and (old is None or old.qualified_at is None):
        yield "lead.qualified", data
    if new.assigned_to is not None and (old is None or old.assigned_to != new.assigned_to):
        yield "lead.assigned", data
    closed = (LeadStatus.WON, LeadStatus.LOST)
    if new.status in closed and (old is None or old.status not in closed):
        yield "lead.closed", data


def _message_facts(old: Message | None, new: Message) -> Iterator[tuple[str, View]]:
    if new.type == EMPTIED:
        return  # Nobody looks at what is so old, and a workspace has thousands of these at a time.
    data: View = {"message": message_view(new)}
    # A message from the business's own phone is news to the page too; a reply is announced by its first status.
    arrived = new.direction is Direction.IN or new.status is MessageStatus.RECEIVED
    readable_now = new.status is MessageStatus.RECEIVED and (old is None or old.status is MessageStatus.PENDING)
    if old is None and new.moved_from is not None:
        # It is known since it came, in the chat from which it was moved.
        yield "message.updated", data
    elif arrived and readable_now and new.origin != "history":
        yield "message.received", data
    elif (old is None or _shown(old) != _shown(new)) and new.origin != "history":
        yield "message.status", data
    elif old is not None and amendments(old, new):
        yield "message.updated", data


def _shown(message: Message) -> tuple[object, ...]:
    """What of a message's way is news when it changes; the stages of its life alone are not."""
    return message.status, message.reason, message.order, message.retried_as


def _chat_facts(old: Chat | None, new: Chat, at: datetime) -> Iterator[tuple[str, View]]:
    if new.moved_to is not None:
        if old is not None and old.lead != new.lead:
            # The lead that is gone, without its fields: those are the kept one's now.
            yield "lead.merged", {"lead": {"id": old.lead, "bot_id": new.bot}, "into": new.lead}
        return
    view = chat_turn_view(as_of(new, at))
    if old is None and new.turn is None and new.waiting_since is None and new.human_since is None:
        # Nobody wrote just now: it came along with a first link.
        return
    if old is None or chat_turn_view(old) != view:
        yield "chat.turn", {"chat": view}


def _other_facts(old: Entity | None, new: Note | Billing | LimitNote, at: datetime) -> Iterator[tuple[str, View]]:
    if isinstance(new, LimitNote):
        yield "limit.reached", {"limit": limit_view(new)}
    elif isinstance(new, Note):
        if old is None:
            yield "lead.noted", {"note": note_view(new)}
    else:
        view = subscription_view(new, at)
        if view != subscription_view(old if isinstance(old, Billing) else Billing(new.tenant), at):
            yield "subscription.updated", {"subscription": view}
