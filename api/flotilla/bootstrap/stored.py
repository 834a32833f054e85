"""The ports that DynamoDB stands behind."""

# ruff: noqa: D102, PLC0415  # Each name says what its type explains; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports

if TYPE_CHECKING:
    from flotilla.adapters.dynamodb.database import Database
    from flotilla.ports.fleet import (
        BotRemoval,
        FleetRepository,
        LeaseRepository,
        PaymentEvents,
        RetentionSweeps,
        ScheduleFleet,
        TenantRemoval,
    )
    from flotilla.ports.governor import SendTallies
    from flotilla.ports.identity import PendingSignIns
    from flotilla.ports.limits import Lockouts, RateLimiter
    from flotilla.ports.realtime import ConnectionRepository, EventLog, TicketRepository
    from flotilla.ports.repositories import (
        AuditRepository,
        BillingRepository,
        BotRepository,
        ConversationRepository,
        HistoryRepository,
        InboxRepository,
        InvitationRepository,
        LeadRepository,
        LimitNotes,
        MemberRepository,
        MetricsRepository,
        NoteRepository,
        PictureRepository,
        ScheduleRepository,
        SessionRepository,
        ShownLeads,
        TenantRepository,
        UploadRepository,
        UserRepository,
    )
    from flotilla.ports.runner_fleet import Erasures, SizingRepository


class StoredPorts(Ports):
    """Repositories over the two tables that the settings name."""

    @cached_property
    def tenants(self) -> "TenantRepository":
        from flotilla.adapters.dynamodb.accounts import DynamoTenants
        from flotilla.adapters.entitled_tenants import EntitledTenants

        return EntitledTenants(
            DynamoTenants(self._database),
            self.billing,
            self.clock,
            # By the price alone: most functions read workspaces, and few may read the secret that has the key.
            sells=lambda: bool(self.settings.stripe_price_pro),
            otherwise=self.settings.default_plan,
        )

    @cached_property
    def billing(self) -> "BillingRepository":
        from flotilla.adapters.dynamodb.billing import DynamoBilling

        return DynamoBilling(self._database)

    @cached_property
    def limit_notes(self) -> "LimitNotes":
        from flotilla.adapters.dynamodb.billing import DynamoLimitNotes

        return DynamoLimitNotes(self._database)

    @cached_property
    def payment_events(self) -> "PaymentEvents":
        from flotilla.adapters.dynamodb.billing import DynamoPaymentEvents

        return DynamoPaymentEvents(self._database)

    @cached_property
    def users(self) -> "UserRepository":
        from flotilla.adapters.dynamodb.accounts import DynamoUsers

        return DynamoUsers(self._database)

    @cached_property
    def members(self) -> "MemberRepository":
        from flotilla.adapters.dynamodb.members import DynamoMembers

        return DynamoMembers(self._database)

    @cached_property
    def invitations(self) -> "InvitationRepository":
        from flotilla.adapters.dynamodb.invitations import DynamoInvitations

        return DynamoInvitations(self._database)

    @cached_property
    def audit(self) -> "AuditRepository":
        from flotilla.adapters.dynamodb.audit import DynamoAudit

        return DynamoAudit(self._database)

    @cached_property
    def removal(self) -> "TenantRemoval":
        from flotilla.adapters.dynamodb.removal import DynamoTenantRemoval

        return DynamoTenantRemoval(self._database, self.clock)

    @cached_property
    def bot_removal(self) -> "BotRemoval":
        from flotilla.adapters.dynamodb.removal import DynamoBotRemoval

        return DynamoBotRemoval(self._database)

    @cached_property
    def limiter(self) -> "RateLimiter":
        from flotilla.adapters.chunked_limiter import ChunkedRateLimiter
        from flotilla.adapters.dynamodb.limits import DynamoRateLimiter

        return ChunkedRateLimiter(DynamoRateLimiter(self._database, self.clock), self.clock)

    @cached_property
    def lockouts(self) -> "Lockouts":
        from flotilla.adapters.dynamodb.limits import DynamoLockouts

        return DynamoLockouts(self._database)

    @cached_property
    def pending_sign_ins(self) -> "PendingSignIns":
        from flotilla.adapters.dynamodb.identity import DynamoPendingSignIns

        return DynamoPendingSignIns(self._database)

    @cached_property
    def bots(self) -> "BotRepository":
        from flotilla.adapters.dynamodb.bots import DynamoBots

        return DynamoBots(self._database)

    @cached_property
    def sessions(self) -> "SessionRepository":
        from flotilla.adapters.dynamodb.bots import DynamoSessions

        return DynamoSessions(self._database)

    @cached_property
    def leads(self) -> "LeadRepository":
        from flotilla.adapters.dynamodb.leads import DynamoLeads

        return DynamoLeads(self._database)

    @cached_property
    def shown_leads(self) -> "ShownLeads":
        from flotilla.adapters.shown_leads import LivingBotsLeads

        return LivingBotsLeads(self.leads, self.bots)

    @cached_property
    def notes(self) -> "NoteRepository":
        from flotilla.adapters.dynamodb.notes import DynamoNotes

        return DynamoNotes(self._database)

    @cached_property
    def history(self) -> "HistoryRepository":
        from flotilla.adapters.dynamodb.history import DynamoHistory

        return DynamoHistory(self._database)

    @cached_property
    def pictures(self) -> "PictureRepository":
        from flotilla.adapters.dynamodb.pictures import DynamoPictures

        return DynamoPictures(self._database)

    @cached_property
    def uploads(self) -> "UploadRepository":
        from flotilla.adapters.dynamodb.pictures import DynamoUploads

        return DynamoUploads(self._database)

    @cached_property
    def metrics(self) -> "MetricsRepository":
        from flotilla.adapters.dynamodb.metrics import DynamoMetrics

        return DynamoMetrics(self._database)

    @cached_property
    def inbox(self) -> "InboxRepository":
        from flotilla.adapters.dynamodb.inbox import DynamoInbox

        return DynamoInbox(self._database)

    @cached_property
    def conversations(self) -> "ConversationRepository":
        from flotilla.adapters.dynamodb.conversations import DynamoConversations

        return DynamoConversations(self._database)

    @cached_property
    def retention_sweeps(self) -> "RetentionSweeps":
        from flotilla.adapters.dynamodb.retention import DynamoRetentionSweeps

        return DynamoRetentionSweeps(self._database)

    @cached_property
    def schedules(self) -> "ScheduleRepository":
        from flotilla.adapters.dynamodb.schedules import DynamoSchedules

        return DynamoSchedules(self._database)

    @cached_property
    def schedule_fleet(self) -> "ScheduleFleet":
        from flotilla.adapters.dynamodb.schedules import DynamoScheduleFleet

        return DynamoScheduleFleet(self._database)

    @cached_property
    def fleet(self) -> "FleetRepository":
        from flotilla.adapters.dynamodb.bots import DynamoFleet

        return DynamoFleet(self._database)

    @cached_property
    def leases(self) -> "LeaseRepository":
        from flotilla.adapters.dynamodb.leases import DynamoLeases

        return DynamoLeases(self._database)

    @cached_property
    def sizings(self) -> "SizingRepository":
        from flotilla.adapters.dynamodb.sizings import DynamoSizings

        return DynamoSizings(self._database)

    @cached_property
    def erasures(self) -> "Erasures":
        from flotilla.adapters.dynamodb.erasures import DynamoErasures

        return DynamoErasures(self._database)

    @cached_property
    def tallies(self) -> "SendTallies":
        from flotilla.adapters.dynamodb.tallies import DynamoSendTallies

        return DynamoSendTallies(self._database)

    @cached_property
    def tickets(self) -> "TicketRepository":
        from flotilla.adapters.dynamodb.realtime import DynamoTickets

        return DynamoTickets(self._database)

    @cached_property
    def connections(self) -> "ConnectionRepository":
        from flotilla.adapters.dynamodb.realtime import DynamoConnections

        return DynamoConnections(self._database, self.clock)

    @cached_property
    def event_log(self) -> "EventLog":
        from flotilla.adapters.dynamodb.realtime import DynamoEventLog

        return DynamoEventLog(self._database, self.clock)

    @cached_property
    def _database(self) -> "Database":
        from flotilla.adapters.dynamodb.database import Database

        settings = self.settings
        return Database(
            table=settings.table,
            runtime_table=settings.runtime_table,
            region=settings.aws_region,
            endpoint=settings.aws_endpoint_url or None,
        )
