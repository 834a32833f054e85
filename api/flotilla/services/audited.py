"""The audit log's entry of what a person is doing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flotilla.domain.audit import AuditEntry, Subject, entry_by
from flotilla.domain.ids import AuditId
from flotilla.domain.people import Principal
from flotilla.ports.clock import Ids


def audited(
    ids: Ids,
    principal: Principal,
    at: datetime,
    action: str,
    subject: Subject,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """A fresh entry, to be stored together with the change."""
    return entry_by(principal, AuditId(ids.new()), at, action, subject, before, after)
