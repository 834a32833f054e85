"""A lead's history: the steps that it went through, read off changes of state and the entries of the audit log.

What people do is told by the audit log, which knows who did it; what happens by itself, by the lead and its chat.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flotilla.domain.audit import AuditEntry
from flotilla.domain.chats import Chat, Mode
from flotilla.domain.events import Change
from flotilla.domain.handover import TIMER, as_of
from flotilla.domain.ids import LeadId, TenantId
from flotilla.domain.leads import Lead, Source


class StepKind(StrEnum):
    """What happened to a lead."""

    CREATED = "created"
    CAPTURED = "captured"
    CORRECTED = "corrected"
    QUALIFIED = "qualified"
    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    RELEASED = "released"
    TAKEN_OVER = "taken_over"
    HANDED_BACK = "handed_back"
    PAUSED = "paused"
    RESUMED = "resumed"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"


Values = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class LeadStep:
    """One step. `id` is the same each time that the step is read off its change.

    `by`: a person's id, `phone`, `customer` or `timer`; None for the bot and for Flotilla itself. `before` and `after`
    hold what differs.
    """

    id: str
    tenant: TenantId
    lead: LeadId
    at: datetime
    kind: StepKind
    by: str | None = None
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)


BY_ACTION = {
    "lead.updated": StepKind.CORRECTED,
    "lead.assigned": StepKind.ASSIGNED,
    "lead.unassigned": StepKind.UNASSIGNED,
    "lead.released": StepKind.RELEASED,
    "lead.noted": StepKind.NOTED,
    "lead.closed": StepKind.CLOSED,
    "lead.reopened": StepKind.REOPENED,
    "chat.paused": StepKind.PAUSED,
    "chat.resumed": StepKind.RESUMED,
}
"""Who takes a chat over or hands it back is known to the chat, whatever the action was called that did it."""


def steps_in(change: Change) -> tuple[LeadStep, ...]:
    """The steps that the change tells of, in order; none for what is no matter of a lead's."""
    old, new = change.old, change.new
    if isinstance(new, AuditEntry):
        return _audited(new) if old is None else ()
    if isinstance(new, Lead):
        found = _of_lead(old if isinstance(old, Lead) else None, new)
        lead = new.id
    elif isinstance(new, Chat):
        found = _of_chat(old if isinstance(old, Chat) else None, new)
        lead = new.lead
    else:
        return ()
    return tuple(
        LeadStep(f"{change.id}.{number}", new.tenant, lead, at, kind, by, after=after)
        for number, (at, kind, by, after) in enumerate(found)
    )


def _audited(entry: AuditEntry) -> tuple[LeadStep, ...]:
    kind = BY_ACTION.get(entry.action)
    if kind is None or entry.subject.type != "lead":
        return ()
    before, after = (
        {name: value for name, value in side.items() if value is None or isinstance(value, str)}
        for side in (entry.before, entry.after)
    )
    lead = LeadId(entry.subject.id)
    return (LeadStep(entry.id, entry.tenant, lead, entry.at, kind, entry.actor.user, before, after),)


_Found = tuple[datetime, StepKind, str | None, Values]


def _of_lead(old: Lead | None, new: Lead) -> Iterator[_Found]:
    if old is None:
        # Of the many that a first link brings along, the lead itself tells when it was made.
        if new.origin != "history":
            yield new.created_at, StepKind.CREATED, None, {}
    elif old.absorbed != new.absorbed:
        # What the other lead knew, and how far it was, stands in its own steps.
        yield new.updated_at, StepKind.MERGED, None, {}
        return
    found = {
        name: value.value
        for name, value in new.fields.items()
        if value.source is not Source.PERSON
        and (old is None or name not in old.fields or old.fields[name].value != value.value)
    }
    if found:
        yield new.updated_at, StepKind.CAPTURED, None, found
    if new.qualified_at is not None and (old is None or old.qualified_at is None):
        yield new.qualified_at, StepKind.QUALIFIED, None, {}


def _of_chat(old: Chat | None, new: Chat) -> Iterator[_Found]:
    if new.moved_to is not None or (old is not None and old.aliases != new.aliases):
        return  # It came together with another chat: who has it was told where it happened.
    human = new.mode is Mode.HUMAN
    before = old
    if old is not None and human and new.human_since is not None and new.human_since != old.human_since:
        before = as_of(old, new.human_since)
    if old is not None and old.mode is Mode.HUMAN:
        back = new if not human else before
        if back is not None and back.mode is Mode.BOT and back.back_at is not None:
            yield back.back_at, StepKind.HANDED_BACK, back.back_by, {}
    had = before.human_by if before is not None and before.mode is Mode.HUMAN else None
    if human and new.human_since is not None and had != new.human_by:
        yield new.human_since, StepKind.TAKEN_OVER, new.human_by, {}


def unsaved_step(stored: Chat, now: datetime) -> LeadStep | None:
    """That the chat went back to the bot by the time, if nothing was saved since; else None."""
    chat = as_of(stored, now)
    if chat is stored or chat.back_at is None:
        return None
    return LeadStep(f"{chat.lead}.timer", chat.tenant, chat.lead, chat.back_at, StepKind.HANDED_BACK, TIMER)


def steps_before(lead: Lead, oldest: datetime | None) -> tuple[LeadStep, ...]:
    """What the lead itself tells of the time before its first step that was kept, newest first."""
    known: tuple[tuple[datetime | None, StepKind, str | None, Values], ...] = (
        (lead.closed_at, StepKind.CLOSED, lead.closed_by, {"status": lead.status.value, "reason": lead.close_reason}),
        (lead.assigned_at, StepKind.ASSIGNED, lead.assigned_by, {"assigned_to": lead.assigned_to}),
        (lead.qualified_at, StepKind.QUALIFIED, None, {}),
        (lead.created_at, StepKind.CREATED, None, {}),
    )
    steps = [
        LeadStep(f"{lead.id}.{kind}", lead.tenant, lead.id, at, kind, by, after=after)
        for at, kind, by, after in known
        if at is not None and (oldest is None or at < oldest)
    ]
    return tuple(sorted(steps, key=lambda step: step.at, reverse=True))
