"""The audit log as a CSV table."""

import csv
import io
import json
from collections.abc import Iterable

from flotilla.domain.audit import AuditEntry
from flotilla.domain.views import iso

CSV = "text/csv"

COLUMNS = (
    "at", "actor", "actor_id", "action", "subject_type", "subject_id", "subject_name", "address", "agent", "before",
    "after", "id",
)  # fmt: skip

MAX_BYTES = 4_000_000
"""A Lambda answers with 6 MB at most, and quotes are escaped on the way."""

CUT_SHORT = "export.cut_short"
"""The action of the last row of a table that is not complete."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_of(entries: Iterable[AuditEntry]) -> str:
    """The entries as RFC 4180 has it, with a header. Where it would be too long it ends with a row that says so."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for entry in entries:
        before, row = text.tell(), _row(entry)
        if before + sum(len(cell.encode()) + 3 for cell in row) > MAX_BYTES:
            writer.writerow([row[0], "", "", CUT_SHORT, *[""] * (len(COLUMNS) - 4)])
            break
        writer.writerow(row)
    return text.getvalue()


def _row(entry: AuditEntry) -> list[str]:
    actor, subject, whence = entry.actor, entry.subject, entry.whence
    cells = (
        iso(entry.at), actor.email or actor.kind.value, actor.user, entry.action, subject.type, subject.id,
        subject.name, whence.address, whence.agent, _json(entry.before), _json(entry.after), entry.id,
    )  # fmt: skip
    return [_inert(cell or "") for cell in cells]


def _json(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, sort_keys=True, default=str) if part else ""


def _inert(cell: str) -> str:
    """What people wrote must not be run as a formula by the program that opens the table."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
