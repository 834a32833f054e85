"""Relay that a customer types, as the runner that holds the bot tells it."""

from dataclasses import dataclass

from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import BotId, ConnectionId, LeadId, TenantId
from flotilla.domain.presence import CUSTOMER, TypingState
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.realtime import ConnectionRepository, Sockets
from flotilla.ports.repositories import LeadRepository
from flotilla.services.socket_person import runner_at
from flotilla.services.tell_typing import TellPages


@dataclass(frozen=True, slots=True)
class RelayTyping:
    """Tells the pages of those who may see the chat; a runner speaks for the bots that it holds, and for no others."""

    connections: ConnectionRepository
    leases: LeaseRepository
    leads: LeadRepository
    sockets: Sockets
    clock: Clock
    ids: Ids

    def __call__(
        self, connection_id: ConnectionId, tenant: TenantId, bot: BotId, lead_id: LeadId, state: TypingState
    ) -> None:
        """Raise UnauthenticatedError for a socket that is no runner's, StaleHolderError, NotFoundError."""
        runner = runner_at(self.connections, connection_id)
        lease = self.leases.find(tenant, bot)
        lead = self.leads.get(tenant, lead_id)
        if lease is None or lease.holder != runner or lead.bot != bot:
            raise StaleHolderError("This bot is not held by that runner.")
        TellPages(self.connections, self.sockets, self.clock, self.ids)(lead, CUSTOMER, state)
