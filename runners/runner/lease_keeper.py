"""Keeps one bot's lease alive, and says until when the holder may send."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime

from flotilla.domain.errors import StaleHolderError
from flotilla.domain.health import Health, Profile
from flotilla.domain.ids import ConnectionId
from flotilla.domain.leases import Lease, send_until
from flotilla.domain.sessions import PROOF_LIFETIME
from runner.toolbox import Toolbox
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

RETRY_SECONDS = 1.0


class LeaseKeeper:
    """The heartbeat of one lease; it carries the doorbell's address and the newest proof of health."""

    def __init__(
        self,
        lease: Lease,
        tools: Toolbox,
        connection: Callable[[], ConnectionId | None],
        *,
        acquired_at: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lease = lease
        self._tools = tools
        self._connection = connection
        self._monotonic = monotonic
        self._renewed_at = acquired_at
        self._proven_at: datetime | None = None
        self._health: Health | None = None
        self._wake = asyncio.Event()
        # What the login took on the disk when it was last measured, for the numbers of the probes.
        self.profile: Profile | None = None

    @property
    def lease(self) -> Lease:
        """The lease as last written."""
        return self._lease

    @property
    def proven_at(self) -> datetime | None:
        """The newest proof of health."""
        return self._proven_at

    @property
    def health(self) -> Health | None:
        """The numbers of the newest probe."""
        return self._health

    def report(self, health: Health) -> None:
        """The numbers of a probe; the next heartbeat carries them."""
        self._health = health

    def prove(self, at: datetime) -> None:
        """The session hears. A first proof, or one after a gap, is written at once, since people wait for it."""
        late = self._lease.proven_at is None or at - self._lease.proven_at > PROOF_LIFETIME / 2
        self._proven_at = at
        if late:
            self._wake.set()

    def send_deadline_ms(self) -> int:
        """The moment (ms since the epoch) from which on nothing may be sent any more."""
        left = send_until(self._renewed_at) - self._monotonic()
        return self._tools.now_ms() + int(left * 1000)

    def may_send(self) -> bool:
        """Whether nobody else can possibly hold the bot by now."""
        return self._monotonic() < send_until(self._renewed_at)

    async def fresh(self) -> None:
        """Wait until it is sure that we hold the bot: a runner that was frozen must not open a second browser."""
        while not self.may_send():
            await asyncio.sleep(RETRY_SECONDS / 10)

    async def run(self) -> None:
        """Renew until another runner has the bot; returns then."""
        while True:
            await is_set_within(self._wake, self._tools.timing.heartbeat)
            self._wake.clear()
            # The time before the request counts: the observer's clock may start as soon as the write happens.
            began = self._monotonic()
            try:
                self._lease = await self._tools.threads(
                    self._tools.renew_lease,
                    self._lease,
                    connection=self._connection(),
                    proven_at=self._proven_at,
                    health=self._health,
                )
            except StaleHolderError:
                logger.warning("lease lost", extra={"fence": self._lease.fence})
                return
            except Exception:
                logger.exception("lease not renewed", extra={"fence": self._lease.fence})
                await asyncio.sleep(RETRY_SECONDS)
            else:
                self._renewed_at = began
