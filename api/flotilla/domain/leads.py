"""Leads: what a chat has told about the customer, with the evidence for each value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, UserId


class LeadStatus(StrEnum):
    """How far the lead is."""

    CAPTURING = "capturing"
    QUALIFIED = "qualified"
    ASSIGNED = "assigned"
    WON = "won"
    LOST = "lost"


class Source(StrEnum):
    """Where a value comes from."""

    AI = "ai"
    RULES = "rules"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A captured value with its evidence: the message it stands in and the words it was read from."""

    value: str
    source: Source
    confidence: float
    at: datetime
    message: MessageId | None = None
    quote: str | None = None
    by: UserId | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A customer of one bot. `version` counts the saved changes (optimistic concurrency).

    `origin`: `live`, or `history` for one that was found in the chats of a first link. `absorbed`: the leads that
    turned out to be the same person's, and are gone.
    """

    id: LeadId
    tenant: TenantId
    bot: BotId
    chat: ChatId
    status: LeadStatus
    created_at: datetime
    updated_at: datetime
    version: int
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    push_name: str | None = None
    assigned_to: UserId | None = None
    qualified_at: datetime | None = None
    assigned_by: UserId | None = None
    assigned_at: datetime | None = None
    closed_by: UserId | None = None
    closed_at: datetime | None = None
    close_reason: str | None = None
    origin: str = "live"
    absorbed: tuple[LeadId, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it was won or lost."""
        return self.status in (LeadStatus.WON, LeadStatus.LOST)


def new_lead(lead: LeadId, tenant: TenantId, bot: BotId, chat: ChatId, push_name: str | None, now: datetime) -> Lead:
    """A lead of which nothing is known but the name that its phone shows. Version 0: not saved yet."""
    return Lead(lead, tenant, bot, chat, LeadStatus.CAPTURING, now, now, version=0, push_name=push_name)


def missing_fields(lead: Lead, required: Iterable[str]) -> tuple[str, ...]:
    """The required fields that are neither known nor refused, in the order they are asked for."""
    return tuple(name for name in required if name not in lead.fields and name not in lead.refused)


def capture(lead: Lead, found: Mapping[str, FieldValue], required: Iterable[str], now: datetime) -> Lead:
    """The lead with newly found values; a person's correction wins over any later extraction.

    It qualifies as `settle` says.
    """
    kept = {
        name: value
        for name, value in found.items()
        if name not in lead.fields or lead.fields[name].source is not Source.PERSON or value.source is Source.PERSON
    }
    changed = {n: v for n, v in kept.items() if n not in lead.fields or lead.fields[n].value != v.value}
    captured = replace(
        lead,
        fields={**lead.fields, **changed},
        refused=tuple(name for name in lead.refused if name not in changed),
        updated_at=now if changed else lead.updated_at,
    )
    return settle(captured, required, now)


def refuse(lead: Lead, names: Iterable[str], required: Iterable[str], now: datetime) -> Lead:
    """The lead with fields that the customer would not tell, and that are not asked for again.

    It qualifies as `settle` says.
    """
    new = tuple(name for name in names if name not in lead.fields and name not in lead.refused)
    return settle(replace(lead, refused=(*lead.refused, *new), updated_at=now), required, now) if new else lead


def learn(
    lead: Lead, found: Mapping[str, FieldValue], refused: Iterable[str], required: Iterable[str], now: datetime
) -> Lead:
    """The lead with what one turn of the customer's told and would not tell."""
    needed = tuple(required)
    return refuse(capture(lead, found, needed, now), refused, needed, now)


def settle(lead: Lead, required: Iterable[str], now: datetime) -> Lead:
    """The lead, qualified if nothing is left to ask for: each required field is known or refused, not all refused.

    Once: a lead that is past `capturing` keeps its status.
    """
    needed = tuple(required)
    known = not needed or any(name in lead.fields for name in needed)
    if lead.status is not LeadStatus.CAPTURING or missing_fields(lead, needed) or not known:
        return lead
    return replace(lead, status=LeadStatus.QUALIFIED, qualified_at=now, updated_at=now)


def clear(lead: Lead, names: Iterable[str], now: datetime) -> Lead:
    """The lead without these values; they may be asked for and found again."""
    gone = {name for name in names if name in lead.fields}
    if not gone:
        return lead
    kept = {name: value for name, value in lead.fields.items() if name not in gone}
    return replace(lead, fields=kept, updated_at=now)
