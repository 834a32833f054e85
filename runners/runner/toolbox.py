"""What the parts of a runner share: use cases, ports, threads and the runner's own figures."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flotilla.bootstrap import Services
from flotilla.domain.ailments import TOLERANCE, Tolerance
from flotilla.domain.history import HistoryBounds
from flotilla.domain.ids import RunnerId
from flotilla.domain.leases import HEARTBEAT_SECONDS
from flotilla.domain.policy import Policy
from flotilla.domain.session_pauses import BRIEF, Pause
from flotilla.domain.session_rules import DEADLINES, PATIENCE, Deadlines, Patience
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.files import Files
from flotilla.ports.fleet import FleetRepository, LeaseRepository
from flotilla.ports.governor import SendTallies
from flotilla.ports.realtime import TicketRepository
from flotilla.ports.repositories import BotRepository, ConversationRepository, SessionRepository
from flotilla.ports.runner_fleet import Erasures, SizingRepository
from flotilla.services.acquire_lease import AcquireLease
from flotilla.services.attach_media import AttachMedia
from flotilla.services.claim_message import ClaimMessage
from flotilla.services.keep_screenshot import KeepScreenshot
from flotilla.services.publish_inbound import PublishInbound
from flotilla.services.record_ack import RecordAck
from flotilla.services.record_send import RecordSend
from flotilla.services.record_session import RecordSession
from flotilla.services.release_lease import ReleaseLease
from flotilla.services.renew_lease import RenewLease
from runner.line import Line
from runner.metrics import Metrics
from runner.threads import Threads


@dataclass(frozen=True, slots=True)
class Timing:
    """How often things happen, and how long they may take, in seconds.

    `hand_over`: all sessions are given back in this time; `farewell`: those that are not are broken off in this one.
    Both together are less than ECS leaves a task that it stops.
    `quiet`: nothing happened for so long when a session is restarted for its own good; `overdue`: no such moment is
    waited for any longer than this, or than `overgrown` if the browser takes far more than it may. `snapshot`: between
    two of a running session, 0 for none. `tidy`: between looks for what deleted bots left. `update`: how
    old a page is at least when it is loaded anew because it asks for that. `vitals`: between two lines of the log that
    say how the runner fares.
    """

    tick: float = 1.5
    heartbeat: float = HEARTBEAT_SECONDS
    probe: float = 10.0
    probe_timeout: float = 8.0
    sweep: float = 2.0
    drain: float = 10.0
    hand_over: float = 90.0
    farewell: float = 10.0
    quiet: float = 10.0
    overdue: float = 2 * 3600.0
    overgrown: float = 600.0
    measure: float = 30.0
    snapshot: float = 24 * 3600.0
    first_snapshot: float = 3600.0
    tidy: float = 300.0
    update: float = 3600.0
    vitals: float = 60.0
    first_backoff: float = 1.0
    last_backoff: float = 60.0
    echo: float = 10.0
    patience: Patience = PATIENCE
    deadlines: Deadlines = DEADLINES
    tolerance: Tolerance = TOLERANCE

    @property
    def brief(self) -> Pause:
        """The pauses after failures that usually pass by themselves."""
        first, most = timedelta(seconds=self.first_backoff), timedelta(seconds=self.last_backoff)
        return Pause(first, most, BRIEF.forgotten_after)


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The use cases and ports that a runner calls, always through `threads`.

    `session_bytes`: a session whose browser takes more is restarted at a quiet moment; 0 for never. `profile_bytes`: a
    login that takes more on the disk has outgrown it; 0 for never. `history_bounds`:
    how much is read of the chats that are on a phone when it is linked.
    """

    runner: RunnerId
    threads: Threads
    timing: Timing
    policy: Policy
    session_bytes: int
    profile_bytes: int
    history_bounds: HistoryBounds
    clock: Clock
    ids: Ids
    fleet: FleetRepository
    leases: LeaseRepository
    sizings: SizingRepository
    erasures: Erasures
    bots: BotRepository
    sessions: SessionRepository
    conversations: ConversationRepository
    files: Files
    tallies: SendTallies
    tickets: TicketRepository
    acquire_lease: AcquireLease
    renew_lease: RenewLease
    release_lease: ReleaseLease
    record_session: RecordSession
    claim_message: ClaimMessage
    record_send: RecordSend
    record_ack: RecordAck
    attach_media: AttachMedia
    publish_inbound: PublishInbound
    keep_screenshot: KeepScreenshot
    metrics: Metrics = field(default_factory=Metrics)
    line: Line = field(default_factory=Line)

    def now(self) -> datetime:
        """The time now, UTC."""
        return self.clock.now()

    def now_ms(self) -> int:
        """The time now in milliseconds since the epoch."""
        return int(self.clock.now().timestamp() * 1000)


_OWN = ("runner", "threads", "timing", "metrics", "line", "session_bytes", "profile_bytes", "history_bounds")


def toolbox_of(services: Services, runner: RunnerId, timing: Timing, threads: Threads) -> Toolbox:
    """The toolbox over an installation's services."""
    budget = services.settings.runner_session_mb * 10**6
    disk = services.settings.runner_profile_mb * 10**6
    names = [name for name in Toolbox.__dataclass_fields__ if name not in _OWN]
    shared = {name: getattr(services, name) for name in names}
    bounds = services.settings.history_bounds
    return Toolbox(runner, threads, timing, session_bytes=budget, profile_bytes=disk, history_bounds=bounds, **shared)
