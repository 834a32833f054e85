"""What the parts of a runner share: use cases, ports, threads and the runner's own figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.bootstrap import Services
from flotilla.domain.ids import RunnerId
from flotilla.domain.leases import HEARTBEAT_SECONDS
from flotilla.domain.session_machine import BRIEF, PATIENCE, Patience, Pause
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import FleetRepository, LeaseRepository
from flotilla.ports.realtime import TicketRepository
from flotilla.ports.repositories import BotRepository, ConversationRepository, SessionRepository
from flotilla.services.acquire_lease import AcquireLease
from flotilla.services.claim_message import ClaimMessage
from flotilla.services.publish_inbound import PublishInbound
from flotilla.services.record_ack import RecordAck
from flotilla.services.record_send import RecordSend
from flotilla.services.record_session import RecordSession
from flotilla.services.release_lease import ReleaseLease
from flotilla.services.renew_lease import RenewLease
from runner.threads import Threads


@dataclass(frozen=True, slots=True)
class Timing:
    """How often things happen, in seconds."""

    tick: float = 1.5
    heartbeat: float = HEARTBEAT_SECONDS
    probe: float = 10.0
    probe_timeout: float = 8.0
    sweep: float = 2.0
    drain: float = 10.0
    first_backoff: float = 1.0
    last_backoff: float = 60.0
    patience: Patience = PATIENCE

    @property
    def brief(self) -> Pause:
        """The pauses after failures that usually pass by themselves."""
        first, most = timedelta(seconds=self.first_backoff), timedelta(seconds=self.last_backoff)
        return Pause(first, most, BRIEF.forgotten_after)


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The use cases and ports that a runner calls, always through `threads`."""

    runner: RunnerId
    threads: Threads
    timing: Timing
    clock: Clock
    ids: Ids
    fleet: FleetRepository
    leases: LeaseRepository
    bots: BotRepository
    sessions: SessionRepository
    conversations: ConversationRepository
    tickets: TicketRepository
    acquire_lease: AcquireLease
    renew_lease: RenewLease
    release_lease: ReleaseLease
    record_session: RecordSession
    claim_message: ClaimMessage
    record_send: RecordSend
    record_ack: RecordAck
    publish_inbound: PublishInbound

    def now(self) -> datetime:
        """The time now, UTC."""
        return self.clock.now()

    def now_ms(self) -> int:
        """The time now in milliseconds since the epoch."""
        return int(self.clock.now().timestamp() * 1000)


def toolbox_of(services: Services, runner: RunnerId, timing: Timing, threads: Threads) -> Toolbox:
    """The toolbox over an installation's services."""
    names = [name for name in Toolbox.__dataclass_fields__ if name not in ("runner", "threads", "timing")]
    shared = {name: getattr(services, name) for name in names}
    return Toolbox(runner=runner, threads=threads, timing=timing, **shared)
