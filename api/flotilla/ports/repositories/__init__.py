"""Stored state of a tenant. Each method takes the tenant first; what another tenant owns is as good as absent.

`save` methods refuse (ConflictError) when somebody saved a newer version meanwhile: the caller passes the thing with
the version it read, and gets it back with the version it has now.

What people change takes `audit`, the entry of the audit log that is written in the same transaction: no change without
its entry, no entry without its change. None is for what no person did.
"""

from flotilla.ports.repositories.audit import AuditRepository
from flotilla.ports.repositories.billing import BillingRepository, LimitNotes
from flotilla.ports.repositories.bots import BotRepository, SessionRepository
from flotilla.ports.repositories.conversations import Absorption, ConversationChange, ConversationRepository
from flotilla.ports.repositories.inbox import InboxRepository
from flotilla.ports.repositories.leads import HistoryRepository, LeadRepository, NoteRepository, ShownLeads
from flotilla.ports.repositories.metrics import MetricsRepository
from flotilla.ports.repositories.people import InvitationRepository, MemberRepository, UserRepository
from flotilla.ports.repositories.pictures import PictureRepository, UploadRepository
from flotilla.ports.repositories.schedules import ScheduleRepository
from flotilla.ports.repositories.tenants import TenantRepository

__all__ = [
    "Absorption",
    "AuditRepository",
    "BillingRepository",
    "BotRepository",
    "ConversationChange",
    "ConversationRepository",
    "HistoryRepository",
    "InboxRepository",
    "InvitationRepository",
    "LeadRepository",
    "LimitNotes",
    "MemberRepository",
    "MetricsRepository",
    "NoteRepository",
    "PictureRepository",
    "ScheduleRepository",
    "SessionRepository",
    "ShownLeads",
    "TenantRepository",
    "UploadRepository",
    "UserRepository",
]
