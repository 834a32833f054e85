"""The in-memory twins of all ports, wired to each other, with the concrete types that tests want to hold on to."""

# ruff: noqa: D102  # Each name says what its type's docstring explains.

from functools import cached_property

from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.memory.accounts import MemoryTenants, MemoryUsers
from flotilla.adapters.memory.audit import MemoryAudit
from flotilla.adapters.memory.bots import MemoryBots, MemoryFleet, MemorySessions
from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.adapters.memory.conversations import MemoryConversations
from flotilla.adapters.memory.identity import MemoryIdentityProvider, MemoryPendingSignIns
from flotilla.adapters.memory.leads import MemoryLeads
from flotilla.adapters.memory.leases import MemoryLeases
from flotilla.adapters.memory.limits import MemoryLockouts, MemoryRateLimiter
from flotilla.adapters.memory.members import MemoryInvitations, MemoryMembers
from flotilla.adapters.memory.notes import MemoryNotes
from flotilla.adapters.memory.queues import MemoryInboundQueue, MemoryTurnQueue
from flotilla.adapters.memory.realtime import (
    MemoryConnections,
    MemoryDoorbell,
    MemoryEventBus,
    MemoryEventLog,
    MemorySockets,
    MemoryTickets,
)
from flotilla.adapters.memory.removal import MemoryFiles, MemoryTenantRemoval
from flotilla.adapters.memory.security import MemorySignInTokens, QuickHasher
from flotilla.adapters.memory.store import Store
from flotilla.bootstrap.services import Services
from flotilla.ports.brain import Brain
from flotilla.settings import Settings


class InMemory(Services):
    """Use cases over in-memory ports. `store` is what they share; `store.changes` what the stream would bring."""

    def __init__(self, settings: Settings, brain: Brain | None = None) -> None:
        self._settings = settings
        self._brain = brain

    @property
    def settings(self) -> Settings:
        return self._settings

    @cached_property
    def clock(self) -> ManualClock:
        return ManualClock()

    @cached_property
    def ids(self) -> SequentialIds:
        return SequentialIds(self.clock)

    @cached_property
    def store(self) -> Store:
        return Store(self.clock)

    @cached_property
    def tenants(self) -> MemoryTenants:
        return MemoryTenants(self.store)

    @cached_property
    def users(self) -> MemoryUsers:
        return MemoryUsers(self.store)

    @cached_property
    def members(self) -> MemoryMembers:
        return MemoryMembers(self.store)

    @cached_property
    def invitations(self) -> MemoryInvitations:
        return MemoryInvitations(self.store)

    @cached_property
    def audit(self) -> MemoryAudit:
        return MemoryAudit(self.store)

    @cached_property
    def removal(self) -> MemoryTenantRemoval:
        return MemoryTenantRemoval(self.store)

    @cached_property
    def files(self) -> MemoryFiles:
        return MemoryFiles()

    @cached_property
    def limiter(self) -> MemoryRateLimiter:
        return MemoryRateLimiter(self.clock)

    @cached_property
    def lockouts(self) -> MemoryLockouts:
        return MemoryLockouts()

    @cached_property
    def provider(self) -> MemoryIdentityProvider:
        return MemoryIdentityProvider()

    @cached_property
    def pending_sign_ins(self) -> MemoryPendingSignIns:
        return MemoryPendingSignIns()

    @cached_property
    def bots(self) -> MemoryBots:
        return MemoryBots(self.store)

    @cached_property
    def sessions(self) -> MemorySessions:
        return MemorySessions(self.store)

    @cached_property
    def leads(self) -> MemoryLeads:
        return MemoryLeads(self.store)

    @cached_property
    def notes(self) -> MemoryNotes:
        return MemoryNotes(self.store)

    @cached_property
    def conversations(self) -> MemoryConversations:
        return MemoryConversations(self.store)

    @cached_property
    def fleet(self) -> MemoryFleet:
        return MemoryFleet(self.store)

    @cached_property
    def leases(self) -> MemoryLeases:
        return MemoryLeases(self.store)

    @cached_property
    def inbound_queue(self) -> MemoryInboundQueue:
        return MemoryInboundQueue()

    @cached_property
    def turn_queue(self) -> MemoryTurnQueue:
        return MemoryTurnQueue(self.clock)

    @cached_property
    def tickets(self) -> MemoryTickets:
        return MemoryTickets()

    @cached_property
    def connections(self) -> MemoryConnections:
        return MemoryConnections(self.clock)

    @cached_property
    def sockets(self) -> MemorySockets:
        return MemorySockets()

    @cached_property
    def event_log(self) -> MemoryEventLog:
        return MemoryEventLog(self.clock)

    @cached_property
    def event_bus(self) -> MemoryEventBus:
        return MemoryEventBus()

    @cached_property
    def doorbell(self) -> MemoryDoorbell:
        return MemoryDoorbell()

    @cached_property
    def hasher(self) -> QuickHasher:
        return QuickHasher()

    @cached_property
    def sign_in_tokens(self) -> MemorySignInTokens:
        return MemorySignInTokens()

    @cached_property
    def brain(self) -> Brain:
        return self._brain or ScriptedBrain()

    @cached_property
    def field_rules(self) -> FieldRuleBook:
        return FieldRuleBook()
