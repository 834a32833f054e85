"""How workspaces, people, invitations and the audit log look from outside."""

from datetime import datetime

from flotilla.domain.audit import AuditEntry
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Membership
from flotilla.domain.tenants import Tenant, Usage
from flotilla.domain.views import View, iso, iso_or_none


def tenant_view(tenant: Tenant, usage: Usage) -> View:
    """A workspace with what it uses of its plan."""
    quotas = tenant.quotas
    return {
        "id": tenant.id,
        "name": tenant.name,
        "time_zone": tenant.time_zone,
        "language": tenant.language,
        "retention_days": tenant.retention_days,
        "plan": tenant.plan.value,
        "quotas": {"bots": quotas.bots, "users": quotas.users},
        "usage": {"bots": usage.bots, "users": usage.users},
        "delete_at": iso_or_none(tenant.delete_at),
        "created_at": iso(tenant.created_at),
        "version": tenant.version,
    }


def member_view(member: Membership, managed_by: str | None = None) -> View:
    """A member of the team. `managed_by`: what gives the role if it isn't the team (`environment`)."""
    return {
        "user_id": member.user,
        "email": member.email,
        "name": member.name,
        "role": member.role.value,
        "active": member.active,
        "added_by": member.added_by,
        "last_sign_in_at": iso_or_none(member.last_sign_in_at),
        "managed_by": managed_by,
        "created_at": iso(member.created_at),
        "version": member.version,
    }


def invitation_view(invitation: Invitation, now: datetime) -> View:
    """An invitation, without its link."""
    return {
        "id": invitation.id,
        "email": invitation.email,
        "role": invitation.role.value,
        "invited_by": invitation.invited_by,
        "state": invitation.state(now).value,
        "created_at": iso(invitation.created_at),
        "expires_at": iso(invitation.expires_at),
        "accepted_at": iso_or_none(invitation.accepted_at),
        "revoked_at": iso_or_none(invitation.revoked_at),
    }


def audit_view(entry: AuditEntry) -> View:
    """An entry of the audit log."""
    return {
        "id": entry.id,
        "at": iso(entry.at),
        "actor": {"kind": entry.actor.kind.value, "user_id": entry.actor.user, "email": entry.actor.email},
        "action": entry.action,
        "subject": {"type": entry.subject.type, "id": entry.subject.id, "name": entry.subject.name},
        "from": {"address": entry.whence.address, "agent": entry.whence.agent},
        "before": dict(entry.before),
        "after": dict(entry.after),
    }
