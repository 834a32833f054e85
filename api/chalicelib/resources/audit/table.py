"""The audit log as a CSV table."""

import json
from collections.abc import Iterable

from chalicelib.resources.tables import write_table
from flotilla.domain.audit import AuditEntry
from flotilla.domain.views import iso

COLUMNS = (
    "at", "actor", "actor_id", "action", "subject_type", "subject_id", "subject_name", "address", "agent", "before",
    "after", "id",
)  # fmt: skip


def table_of(entries: Iterable[AuditEntry]) -> str:
    """The entries with a header. Where it would be too long it ends with a row whose action says so."""
    return write_table(COLUMNS, map(_row, entries), note_in="action")


def _row(entry: AuditEntry) -> tuple[str | None, ...]:
    actor, subject, whence = entry.actor, entry.subject, entry.whence
    return (
        iso(entry.at), actor.email or actor.kind.value, actor.user, entry.action, subject.type, subject.id,
        subject.name, whence.address, whence.agent, _json(entry.before), _json(entry.after), entry.id,
    )  # fmt: skip


def _json(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, sort_keys=True, default=str) if part else ""
