"""Leads with their captured fields."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, UserId
from flotilla.domain.leads import FieldValue, Lead, LeadStatus, Source


def write_lead(lead: Lead) -> Item:
    """The lead's item."""
    return {
        **keys.lead(lead.tenant, lead.id)._asdict(),
        "kind": "lead",
        "v": 1,
        "bot": lead.bot,
        "chat": lead.chat,
        "status": lead.status.value,
        "created_at": write_time(lead.created_at),
        "updated_at": write_time(lead.updated_at),
        "version": lead.version,
        "fields": {name: _write_value(value) for name, value in lead.fields.items()} or None,
        "refused": list(lead.refused) or None,
        "push_name": lead.push_name,
        "assigned_to": lead.assigned_to,
        "qualified_at": write_time(lead.qualified_at),
        "assigned_by": lead.assigned_by,
        "assigned_at": write_time(lead.assigned_at),
        "closed_by": lead.closed_by,
        "closed_at": write_time(lead.closed_at),
        "close_reason": lead.close_reason,
        "origin": lead.origin if lead.origin != "live" else None,
        "absorbed": list(lead.absorbed) or None,
    }


def read_lead(item: Item) -> Lead:
    """The lead in an item."""
    return Lead(
        id=LeadId(item["sk"]),
        tenant=keys.tenant_of(item["pk"]),
        bot=BotId(item["bot"]),
        chat=ChatId(item["chat"]),
        status=LeadStatus(item["status"]),
        created_at=read_time(item["created_at"]),
        updated_at=read_time(item["updated_at"]),
        version=item["version"],
        fields={name: _read_value(value) for name, value in item.get("fields", {}).items()},
        refused=tuple(item.get("refused", ())),
        push_name=item.get("push_name"),
        assigned_to=UserId(item["assigned_to"]) if "assigned_to" in item else None,
        qualified_at=read_time_or_none(item.get("qualified_at")),
        assigned_by=UserId(item["assigned_by"]) if "assigned_by" in item else None,
        assigned_at=read_time_or_none(item.get("assigned_at")),
        closed_by=UserId(item["closed_by"]) if "closed_by" in item else None,
        closed_at=read_time_or_none(item.get("closed_at")),
        close_reason=item.get("close_reason"),
        origin=item.get("origin", "live"),
        absorbed=tuple(map(LeadId, item.get("absorbed", ()))),
    )


def _write_value(value: FieldValue) -> Item:
    written = {
        "value": value.value,
        "source": value.source.value,
        "confidence": value.confidence,
        "at": write_time(value.at),
        "message": value.message,
        "quote": value.quote,
        "by": value.by,
    }
    return {name: part for name, part in written.items() if part is not None}


def _read_value(item: Item) -> FieldValue:
    return FieldValue(
        value=item["value"],
        source=Source(item["source"]),
        confidence=float(item["confidence"]),
        at=read_time(item["at"]),
        message=MessageId(item["message"]) if "message" in item else None,
        quote=item.get("quote"),
        by=UserId(item["by"]) if "by" in item else None,
    )
