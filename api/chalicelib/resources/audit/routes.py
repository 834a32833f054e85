"""The audit log."""

from chalicelib.http.endpoints import Call, Reply
from chalicelib.resources.audit.schemas import AuditListAnswer, AuditPageQuery, AuditQuery
from chalicelib.resources.audit.table import table_of
from chalicelib.resources.tables import CSV
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.audit import AuditFilter
from flotilla.domain.people import Power
from flotilla.domain.team_views import audit_view
from flotilla.domain.views import View

audit = Resource("audit")


def _wanted(query: AuditQuery) -> AuditFilter:
    return AuditFilter(query.actor, query.action, query.subject, query.since, query.until)


@audit.endpoint("GET", "/audit", access=Power.AUDIT_READ, returns=AuditListAnswer)
def list_audit(call: Call, query: AuditPageQuery) -> View:
    """List who changed what, from where, newest first. A filtered page may be short and still have a next one."""
    page = bootstrap.services().list_audit(call.principal, _wanted(query), limit=query.limit, cursor=query.cursor)
    return {"items": [audit_view(entry) for entry in page.items], "next_cursor": page.next_cursor}


@audit.endpoint("GET", "/audit.csv", access=Power.AUDIT_READ, media=CSV, errors=(402,), sends=("Content-Disposition",))
def export_audit(call: Call, query: AuditQuery) -> Reply:
    """Give the audit log as a table, newest first: at most 5,000 entries, and at most about 4 MB."""
    entries = bootstrap.services().export_audit(call.principal, _wanted(query))
    return Reply(table_of(entries), {"Content-Disposition": 'attachment; filename="audit.csv"'})
