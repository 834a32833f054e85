"""Every port by its name: what an installation's adapters and the in-memory twins both provide."""

# ruff: noqa: D102  # Each name says what its type's docstring explains.

from typing import Protocol

from flotilla.domain.policy import Policy
from flotilla.ports.brain import Brain
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fields import FieldRules
from flotilla.ports.fleet import Files, FleetRepository, LeaseRepository, TenantRemoval
from flotilla.ports.identity import IdentityProvider, PendingSignIns
from flotilla.ports.limits import Lockouts, RateLimiter
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
from flotilla.ports.security import PasswordHasher, SignInTokens
from flotilla.settings import Settings


class Ports(Protocol):
    """The adapters of one installation; each is made when it is first asked for."""

    @property
    def settings(self) -> Settings: ...
    @property
    def policy(self) -> Policy:
        return self.settings.policy

    @property
    def clock(self) -> Clock: ...
    @property
    def ids(self) -> Ids: ...
    @property
    def tenants(self) -> TenantRepository: ...
    @property
    def users(self) -> UserRepository: ...
    @property
    def members(self) -> MemberRepository: ...
    @property
    def invitations(self) -> InvitationRepository: ...
    @property
    def audit(self) -> AuditRepository: ...
    @property
    def bots(self) -> BotRepository: ...
    @property
    def sessions(self) -> SessionRepository: ...
    @property
    def leads(self) -> LeadRepository: ...
    @property
    def notes(self) -> NoteRepository: ...
    @property
    def conversations(self) -> ConversationRepository: ...
    @property
    def fleet(self) -> FleetRepository: ...
    @property
    def removal(self) -> TenantRemoval: ...
    @property
    def files(self) -> Files: ...
    @property
    def leases(self) -> LeaseRepository: ...
    @property
    def inbound_queue(self) -> InboundQueue: ...
    @property
    def turn_queue(self) -> TurnQueue: ...
    @property
    def tickets(self) -> TicketRepository: ...
    @property
    def connections(self) -> ConnectionRepository: ...
    @property
    def sockets(self) -> Sockets: ...
    @property
    def event_log(self) -> EventLog: ...
    @property
    def event_bus(self) -> EventBus: ...
    @property
    def doorbell(self) -> Doorbell: ...
    @property
    def hasher(self) -> PasswordHasher: ...
    @property
    def sign_in_tokens(self) -> SignInTokens: ...
    @property
    def limiter(self) -> RateLimiter: ...
    @property
    def lockouts(self) -> Lockouts: ...
    @property
    def provider(self) -> IdentityProvider: ...
    @property
    def pending_sign_ins(self) -> PendingSignIns: ...
    @property
    def brain(self) -> Brain: ...
    @property
    def field_rules(self) -> FieldRules: ...
