"""The use cases of runners by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a process loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.acquire_lease import AcquireLease
    from flotilla.services.claim_message import ClaimMessage
    from flotilla.services.keep_screenshot import KeepScreenshot
    from flotilla.services.publish_inbound import PublishInbound
    from flotilla.services.record_ack import RecordAck
    from flotilla.services.record_send import RecordSend
    from flotilla.services.record_session import RecordSession
    from flotilla.services.release_lease import ReleaseLease
    from flotilla.services.renew_lease import RenewLease


class RunnerServices(Ports):
    """What runners do, beside the ports that it is wired to."""

    @cached_property
    def acquire_lease(self) -> "AcquireLease":
        from flotilla.services.acquire_lease import AcquireLease

        return wire(AcquireLease, self)

    @cached_property
    def renew_lease(self) -> "RenewLease":
        from flotilla.services.renew_lease import RenewLease

        return wire(RenewLease, self)

    @cached_property
    def release_lease(self) -> "ReleaseLease":
        from flotilla.services.release_lease import ReleaseLease

        return wire(ReleaseLease, self)

    @cached_property
    def claim_message(self) -> "ClaimMessage":
        from flotilla.services.claim_message import ClaimMessage

        return wire(ClaimMessage, self)

    @cached_property
    def record_send(self) -> "RecordSend":
        from flotilla.services.record_send import RecordSend

        return wire(RecordSend, self)

    @cached_property
    def record_ack(self) -> "RecordAck":
        from flotilla.services.record_ack import RecordAck

        return wire(RecordAck, self)

    @cached_property
    def record_session(self) -> "RecordSession":
        from flotilla.services.record_session import RecordSession

        return wire(RecordSession, self)

    @cached_property
    def publish_inbound(self) -> "PublishInbound":
        from flotilla.services.publish_inbound import PublishInbound

        return wire(PublishInbound, self)

    @cached_property
    def keep_screenshot(self) -> "KeepScreenshot":
        from flotilla.services.keep_screenshot import KeepScreenshot

        return wire(KeepScreenshot, self)
