"""The state that the in-memory repositories share, and the stream of its changes."""

import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flotilla.domain.audit import AuditEntry
from flotilla.domain.billing import Billing
from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.errors import NotFoundError
from flotilla.domain.events import Change, Entity
from flotilla.domain.ids import (
    BotId,
    ChatId,
    CustomerId,
    InvitationId,
    LeadId,
    MessageId,
    NoteId,
    PictureId,
    ScheduleId,
    TenantId,
    UploadId,
    UserId,
)
from flotilla.domain.invitations import Invitation
from flotilla.domain.lead_steps import LeadStep
from flotilla.domain.leads import Lead
from flotilla.domain.leases import Lease
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.messages import Message, Stage
from flotilla.domain.notes import Note
from flotilla.domain.people import Membership, User
from flotilla.domain.pictures import Picture
from flotilla.domain.retention import Sweep
from flotilla.domain.schedules import Execution, Schedule
from flotilla.domain.sessions import Session
from flotilla.domain.tenants import Tenant
from flotilla.domain.uploads import Upload
from flotilla.ports.clock import Clock

_STAGES = tuple(Stage)

ChatKey = tuple[TenantId, BotId, ChatId]


@dataclass
class Store:
    """Everything stored. Each repository method holds `lock` from its first read to its last write."""

    clock: Clock
    lock: threading.RLock = field(default_factory=threading.RLock)
    tenants: dict[TenantId, Tenant] = field(default_factory=dict)
    default_tenant: TenantId | None = None
    users: dict[UserId, User] = field(default_factory=dict)
    members: dict[tuple[TenantId, UserId], Membership] = field(default_factory=dict)
    bots: dict[tuple[TenantId, BotId], Bot] = field(default_factory=dict)
    sessions: dict[tuple[TenantId, BotId], Session] = field(default_factory=dict)
    leads: dict[tuple[TenantId, LeadId], Lead] = field(default_factory=dict)
    chats: dict[ChatKey, Chat] = field(default_factory=dict)
    messages: dict[ChatKey, dict[MessageId, Message]] = field(default_factory=dict)
    notes: dict[ChatKey, dict[NoteId, Note]] = field(default_factory=dict)
    steps: dict[tuple[TenantId, LeadId], dict[str, LeadStep]] = field(default_factory=dict)
    pictures: dict[tuple[TenantId, BotId, PictureId], Picture] = field(default_factory=dict)
    uploads: dict[tuple[TenantId, UploadId], Upload] = field(default_factory=dict)
    metrics: dict[tuple[TenantId, date, BotId], Counter[str]] = field(default_factory=dict)
    counted: set[tuple[TenantId, str]] = field(default_factory=set)
    active: set[tuple[TenantId, datetime, LeadId]] = field(default_factory=set)
    leases: dict[BotId, Lease] = field(default_factory=dict)
    invitations: dict[tuple[TenantId, InvitationId], Invitation] = field(default_factory=dict)
    invitation_links: dict[str, tuple[TenantId, InvitationId]] = field(default_factory=dict)
    schedules: dict[tuple[TenantId, ScheduleId], Schedule] = field(default_factory=dict)
    runs: dict[tuple[TenantId, ScheduleId], dict[datetime, Execution]] = field(default_factory=dict)
    releases: set[tuple[TenantId, UserId]] = field(default_factory=set)
    retention_sweeps: dict[TenantId, Sweep] = field(default_factory=dict)
    billing: dict[TenantId, Billing] = field(default_factory=dict)
    customers: dict[CustomerId, TenantId] = field(default_factory=dict)
    limit_notes: dict[tuple[TenantId, str], LimitNote] = field(default_factory=dict)
    audit: dict[TenantId, list[AuditEntry]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def changed(self, old: Entity | None, new: Entity | None) -> None:
        """Note a change, as DynamoDB's stream would."""
        if old != new:
            self.changes.append(Change(f"change-{len(self.changes):06d}", self.clock.now(), old, new))

    def note(self, tenant: TenantId, entry: AuditEntry | None) -> None:
        """Add an entry to the tenant's audit log, if there is one to add."""
        if entry is not None:
            require_own(tenant, entry.tenant)
            self.audit.setdefault(tenant, []).append(entry)
            self.changed(None, entry)

    def put_message(self, message: Message) -> None:
        """Store a message and note the change. Its stages come in the order of a life, as from any store."""
        message = replace(message, life=tuple(sorted(message.life, key=lambda part: _STAGES.index(part[0]))))
        key = (message.tenant, message.bot, message.chat)
        known = self.messages.setdefault(key, {})
        self.changed(known.get(message.id), message)
        known[message.id] = message


def require_own(tenant: TenantId, owner: TenantId) -> None:
    """Raise NotFoundError for another tenant's thing."""
    if tenant != owner:
        raise NotFoundError("There is no such thing.")
