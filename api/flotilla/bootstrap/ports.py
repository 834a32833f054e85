"""Every port by its name: what an installation's adapters and the in-memory twins both provide."""

from typing import Protocol

from flotilla.ports.brain import Brain
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import FleetRepository, LeaseRepository
from flotilla.ports.queues import InboundQueue, TurnQueue
from flotilla.ports.realtime import (
    ConnectionRepository,
    Doorbell,
    EventBus,
    EventLog,
    Sockets,
    TicketRepository,
)
from flotilla.ports.repositories import (
    BotRepository,
    ConversationRepository,
    LeadRepository,
    MemberRepository,
    SessionRepository,
    TenantRepository,
    UserRepository,
)
from flotilla.ports.security import PasswordHasher, SignInTokens
from flotilla.settings import Settings


class Ports(Protocol):
    """The adapters of one installation; each is made when it is first asked for."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102  # Each name below says it all.
    @property
    def clock(self) -> Clock: ...  # noqa: D102
    @property
    def ids(self) -> Ids: ...  # noqa: D102
    @property
    def tenants(self) -> TenantRepository: ...  # noqa: D102
    @property
    def users(self) -> UserRepository: ...  # noqa: D102
    @property
    def members(self) -> MemberRepository: ...  # noqa: D102
    @property
    def bots(self) -> BotRepository: ...  # noqa: D102
    @property
    def sessions(self) -> SessionRepository: ...  # noqa: D102
    @property
    def leads(self) -> LeadRepository: ...  # noqa: D102
    @property
    def conversations(self) -> ConversationRepository: ...  # noqa: D102
    @property
    def fleet(self) -> FleetRepository: ...  # noqa: D102
    @property
    def leases(self) -> LeaseRepository: ...  # noqa: D102
    @property
    def inbound_queue(self) -> InboundQueue: ...  # noqa: D102
    @property
    def turn_queue(self) -> TurnQueue: ...  # noqa: D102
    @property
    def tickets(self) -> TicketRepository: ...  # noqa: D102
    @property
    def connections(self) -> ConnectionRepository: ...  # noqa: D102
    @property
    def sockets(self) -> Sockets: ...  # noqa: D102
    @property
    def event_log(self) -> EventLog: ...  # noqa: D102
    @property
    def event_bus(self) -> EventBus: ...  # noqa: D102
    @property
    def doorbell(self) -> Doorbell: ...  # noqa: D102
    @property
    def hasher(self) -> PasswordHasher: ...  # noqa: D102
    @property
    def sign_in_tokens(self) -> SignInTokens: ...  # noqa: D102
    @property
    def brain(self) -> Brain: ...  # noqa: D102
