"""Entries of the audit log. What changed is kept as text: nobody queries inside it, and null is not absent."""

import json

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, read_time, write_time
from flotilla.domain.audit import Actor, ActorKind, AuditEntry, Subject, Whence
from flotilla.domain.ids import AuditId, UserId


def write_audit(entry: AuditEntry) -> Item:
    """The entry's item."""
    actor, subject, whence = entry.actor, entry.subject, entry.whence
    return {
        **keys.audit(entry.tenant, f"{entry.at:%Y-%m}", entry.id)._asdict(),
        "kind": "audit",
        "v": 1,
        "at": write_time(entry.at),
        "action": entry.action,
        "actor": _present({"kind": actor.kind.value, "user": actor.user, "email": actor.email}),
        "subject": _present({"type": subject.type, "id": subject.id, "name": subject.name}),
        "whence": _present({"address": whence.address, "agent": whence.agent}),
        "before": json.dumps(dict(entry.before), separators=(",", ":")),
        "after": json.dumps(dict(entry.after), separators=(",", ":")),
    }


def read_audit(item: Item) -> AuditEntry:
    """The entry in an item."""
    actor, subject, whence = item["actor"], item["subject"], item["whence"]
    return AuditEntry(
        id=AuditId(item["sk"]),
        tenant=keys.tenant_of(item["pk"]),
        at=read_time(item["at"]),
        actor=Actor(ActorKind(actor["kind"]), UserId(actor["user"]) if "user" in actor else None, actor.get("email")),
        action=item["action"],
        subject=Subject(subject["type"], subject["id"], subject.get("name")),
        whence=Whence(whence.get("address"), whence.get("agent")),
        before=json.loads(item["before"]),
        after=json.loads(item["after"]),
    )


def _present(parts: dict[str, str | None]) -> dict[str, str]:
    return {name: part for name, part in parts.items() if part is not None}
