"""The in-memory twins of all ports, wired to each other, with the concrete types that tests want to hold on to."""

# ruff: noqa: D102  # Each name says what its type's docstring explains.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.adapters.entitled_tenants import EntitledTenants
from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.file_inspector import ContentInspector
from flotilla.adapters.memory.accounts import MemoryTenants, MemoryUsers
from flotilla.adapters.memory.audit import MemoryAudit
from flotilla.adapters.memory.billing import MemoryBilling, MemoryLimitNotes, MemoryPaymentEvents
from flotilla.adapters.memory.bots import MemoryBots, MemoryFleet, MemorySessions
from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.adapters.memory.conversations import MemoryConversations
from flotilla.adapters.memory.files import MemoryFiles
from flotilla.adapters.memory.history import MemoryHistory
from flotilla.adapters.memory.identity import MemoryIdentityProvider, MemoryPendingSignIns
from flotilla.adapters.memory.inbox import MemoryInbox
from flotilla.adapters.memory.leads import MemoryLeads
from flotilla.adapters.memory.leases import MemoryLeases
from flotilla.adapters.memory.limits import MemoryLockouts, MemoryRateLimiter
from flotilla.adapters.memory.mailer import MemoryMailer
from flotilla.adapters.memory.members import MemoryInvitations, MemoryMembers
from flotilla.adapters.memory.metrics import MemoryMetrics
from flotilla.adapters.memory.notes import MemoryNotes
from flotilla.adapters.memory.payments import MemoryPayments
from flotilla.adapters.memory.pictures import MemoryPictures, MemoryUploads
from flotilla.adapters.memory.queues import MemoryBillingQueue, MemoryInboundQueue, MemoryTurnQueue
from flotilla.adapters.memory.realtime import (
    MemoryConnections,
    MemoryDoorbell,
    MemoryEventBus,
    MemoryEventLog,
    MemorySockets,
    MemoryTickets,
)
from flotilla.adapters.memory.removal import MemoryBotRemoval, MemoryTenantRemoval
from flotilla.adapters.memory.retention import MemoryRetentionSweeps
from flotilla.adapters.memory.runner_fleet import MemoryErasures, MemoryRunnerFleet, MemorySizings
from flotilla.adapters.memory.schedules import MemoryScheduleFleet, MemoryScheduler, MemorySchedules
from flotilla.adapters.memory.security import MemorySignInTokens, QuickHasher
from flotilla.adapters.memory.snapshots import MemoryDataKeys, MemorySnapshots
from flotilla.adapters.memory.store import Store
from flotilla.adapters.memory.tallies import MemorySendTallies
from flotilla.adapters.offline_brain import OfflineBrain
from flotilla.adapters.shown_leads import LivingBotsLeads
from flotilla.bootstrap.services import Services
from flotilla.ports.brain import Brain
from flotilla.settings import Settings

if TYPE_CHECKING:
    from flotilla.adapters.pillow import PillowImaging


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
    def tenants(self) -> EntitledTenants:
        return EntitledTenants(
            MemoryTenants(self.store),
            self.billing,
            self.clock,
            sells=self.payments.is_set_up,
            otherwise=self.settings.default_plan,
        )

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
    def bot_removal(self) -> MemoryBotRemoval:
        return MemoryBotRemoval(self.store)

    @cached_property
    def sizings(self) -> MemorySizings:
        return MemorySizings()

    @cached_property
    def erasures(self) -> MemoryErasures:
        return MemoryErasures()

    @cached_property
    def runners(self) -> MemoryRunnerFleet:
        return MemoryRunnerFleet()

    @cached_property
    def snapshots(self) -> MemorySnapshots:
        return MemorySnapshots()

    @cached_property
    def data_keys(self) -> MemoryDataKeys:
        return MemoryDataKeys()

    @cached_property
    def billing(self) -> MemoryBilling:
        return MemoryBilling(self.store)

    @cached_property
    def limit_notes(self) -> MemoryLimitNotes:
        return MemoryLimitNotes(self.store)

    @cached_property
    def payments(self) -> MemoryPayments:
        return MemoryPayments(self.clock, set_up=bool(self.settings.stripe_secret_key))

    @cached_property
    def payment_events(self) -> MemoryPaymentEvents:
        return MemoryPaymentEvents()

    @cached_property
    def billing_queue(self) -> MemoryBillingQueue:
        return MemoryBillingQueue()

    @cached_property
    def mailer(self) -> MemoryMailer:
        return MemoryMailer()

    @cached_property
    def files(self) -> MemoryFiles:
        return MemoryFiles()

    @cached_property
    def imaging(self) -> "PillowImaging":
        from flotilla.adapters.pillow import PillowImaging  # noqa: PLC0415  # Only tests of pictures pay for it.

        return PillowImaging()

    @cached_property
    def tallies(self) -> MemorySendTallies:
        return MemorySendTallies(self.store)

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
    def shown_leads(self) -> LivingBotsLeads:
        return LivingBotsLeads(self.leads, self.bots)

    @cached_property
    def notes(self) -> MemoryNotes:
        return MemoryNotes(self.store)

    @cached_property
    def history(self) -> MemoryHistory:
        return MemoryHistory(self.store)

    @cached_property
    def pictures(self) -> MemoryPictures:
        return MemoryPictures(self.store)

    @cached_property
    def uploads(self) -> MemoryUploads:
        return MemoryUploads(self.store)

    @cached_property
    def metrics(self) -> MemoryMetrics:
        return MemoryMetrics(self.store)

    @cached_property
    def inbox(self) -> MemoryInbox:
        return MemoryInbox(self.store)

    @cached_property
    def conversations(self) -> MemoryConversations:
        return MemoryConversations(self.store)

    @cached_property
    def fleet(self) -> MemoryFleet:
        return MemoryFleet(self.store)

    @cached_property
    def retention_sweeps(self) -> MemoryRetentionSweeps:
        return MemoryRetentionSweeps(self.store)

    @cached_property
    def schedules(self) -> MemorySchedules:
        return MemorySchedules(self.store)

    @cached_property
    def schedule_fleet(self) -> MemoryScheduleFleet:
        return MemoryScheduleFleet(self.store)

    @cached_property
    def scheduler(self) -> MemoryScheduler:
        return MemoryScheduler()

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
    def inspector(self) -> ContentInspector:
        return ContentInspector()

    @cached_property
    def listener(self) -> OfflineBrain:
        return OfflineBrain(self.field_rules)

    @cached_property
    def field_rules(self) -> FieldRuleBook:
        return FieldRuleBook()
