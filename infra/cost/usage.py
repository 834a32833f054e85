"""What is asked of an installation, and what one message, session or page was measured to take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """The size of an installation. A day's messages are those that customers write, per bot.

    Attributes:
        tenants: workspaces.
        bots: sessions that run all day, per tenant.
        messages: customers' messages per bot and day; each burst of about 1.5 of them gets one reply.
        people: dashboards and sales pages open eight hours on 22 days, per tenant.
        media_share: share of messages that carry a file of `media_mb`.
        months_kept: how long messages and files are kept.
        ai: whether a model answers; without one the offline brain costs nothing.
        private: whether runners stand in private subnets and reach out through a NAT gateway.
    """

    tenants: int = 1
    bots: int = 1
    messages: int = 200
    people: int = 3
    media_share: float = 0.1
    media_mb: float = 0.3
    months_kept: int = 12
    ai: bool = True
    private: bool = False

    @property
    def sessions(self) -> int:
        """All bots."""
        return self.tenants * self.bots

    @property
    def inbound(self) -> float:
        """Customers' messages per month."""
        return self.sessions * self.messages * 30.4


@dataclass(frozen=True)
class Measured:
    """What one thing takes, as `make bench` prints it (units, memory) or as the functions' logs say (times).

    Lambda times are for AWS's x86 and the memory that each function has; the emulator's are no guide, so these are
    deliberately on the high side.
    """

    replies_per_message: float = 1 / 1.5
    writes_inbound: float = 3.4
    writes_reply: float = 8
    writes_runtime_per_message: float = 3
    reads_per_message: float = 11
    receive_seconds: float = 0.12
    answer_seconds: float = 2.5
    relay_seconds: float = 0.15
    call_seconds: float = 0.05
    events_per_message: float = 4
    socket_frames_per_event: float = 2
    tokens_in: float = 1_800
    tokens_out: float = 180
    item_kb: float = 0.9
    log_kb_per_message: float = 3
    calls_per_person_day: float = 800
    session_mb: float = 90
    runner_mb: float = 400
    session_vcpu: float = 0.04
    profile_mb: float = 60
    profile_writes_mb_day: float = 120
    #: What an image adds to the one before, compressed; layers that stayed the same are kept once. Assumed.
    image_gb: float = 0.5
    #: What a session exchanges with WhatsApp and the queues; assumed, as no bench measures WhatsApp itself.
    outside_mb_day: float = 50
