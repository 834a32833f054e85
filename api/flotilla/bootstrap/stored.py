"""The ports that DynamoDB stands behind."""

# ruff: noqa: D102, PLC0415  # Each name says what its type explains; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports

if TYPE_CHECKING:
    from flotilla.adapters.dynamodb.database import Database
    from flotilla.ports.fleet import FleetRepository, LeaseRepository, TenantRemoval
    from flotilla.ports.identity import PendingSignIns
    from flotilla.ports.limits import Lockouts, RateLimiter
    from flotilla.ports.realtime import ConnectionRepository, EventLog, TicketRepository
    from flotilla.ports.repositories import (
        AuditRepository,
        BotRepository,
        ConversationRepository,
        InvitationRepository,
        LeadRepository,
        MemberRepository,
        NoteRepository,
        SessionRepository,
        TenantRepository,
        UserRepository,
    )


class StoredPorts(Ports):
    """Repositories over the two tables that the settings name."""

    @cached_property
    def tenants(self) -> "TenantRepository":
        from flotilla.adapters.dynamodb.accounts import DynamoTenants

        return DynamoTenants(self._database)

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
    def notes(self) -> "NoteRepository":
        from flotilla.adapters.dynamodb.notes import DynamoNotes

        return DynamoNotes(self._database)

    @cached_property
    def conversations(self) -> "ConversationRepository":
        from flotilla.adapters.dynamodb.conversations import DynamoConversations

        return DynamoConversations(self._database)

    @cached_property
    def fleet(self) -> "FleetRepository":
        from flotilla.adapters.dynamodb.bots import DynamoFleet

        return DynamoFleet(self._database)

    @cached_property
    def leases(self) -> "LeaseRepository":
        from flotilla.adapters.dynamodb.leases import DynamoLeases

        return DynamoLeases(self._database)

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
