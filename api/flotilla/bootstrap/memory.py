"""The in-memory twins of all ports, wired to each other; what tests hold on to, with its concrete types."""

from functools import cached_property

from flotilla.adapters.memory.accounts import MemoryMembers, MemoryTenants, MemoryUsers
from flotilla.adapters.memory.bots import MemoryBots, MemoryFleet, MemorySessions
from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.adapters.memory.conversations import MemoryConversations
from flotilla.adapters.memory.leads import MemoryLeads
from flotilla.adapters.memory.leases import MemoryLeases
from flotilla.adapters.memory.queues import MemoryInboundQueue, MemoryTurnQueue
from flotilla.adapters.memory.realtime import (
    MemoryConnections,
    MemoryDoorbell,
    MemoryEventBus,
    MemoryEventLog,
    MemorySockets,
    MemoryTickets,
)
from flotilla.adapters.memory.security import MemorySignInTokens, QuickHasher
from flotilla.adapters.memory.store import Store
from flotilla.ports.brain import Brain
from flotilla.settings import Settings, read_settings


class MemoryPorts:
    """One installation's worth of in-memory adapters. `brain`: a ScriptedBrain without answers unless given."""

    def __init__(self, settings: Settings | None = None, brain: Brain | None = None) -> None:
        self.settings = settings or read_settings({})
        self.clock = ManualClock()
        self.ids = SequentialIds(self.clock)
        self.store = Store(self.clock)
        self.tenants = MemoryTenants(self.store)
        self.users = MemoryUsers(self.store)
        self.members = MemoryMembers(self.store)
        self.bots = MemoryBots(self.store)
        self.sessions = MemorySessions(self.store)
        self.leads = MemoryLeads(self.store)
        self.conversations = MemoryConversations(self.store)
        self.fleet = MemoryFleet(self.store)
        self.leases = MemoryLeases(self.store)
        self.inbound_queue = MemoryInboundQueue()
        self.turn_queue = MemoryTurnQueue(self.clock)
        self.tickets = MemoryTickets()
        self.connections = MemoryConnections(self.clock)
        self.sockets = MemorySockets()
        self.event_log = MemoryEventLog(self.clock)
        self.event_bus = MemoryEventBus()
        self.doorbell = MemoryDoorbell()
        self.hasher = QuickHasher()
        self.sign_in_tokens = MemorySignInTokens()
        self._brain = brain

    @cached_property
    def brain(self) -> Brain:
        """What answers customers."""
        return self._brain or ScriptedBrain()
