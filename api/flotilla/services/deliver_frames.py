"""Send frames to open sockets, all at once and best effort."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta

from flotilla.domain.views import View
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Connection, ConnectionRepository, Sockets

log = logging.getLogger(__name__)

SOCKETS_WITHIN_SECONDS = 2.0
PARALLEL_SENDS = 16

GREETING = timedelta(seconds=5)
"""How long a socket that has opened has to say hello before events are sent to it unasked."""

OPENING = timedelta(seconds=10)
"""A socket can't be sent to before its `$connect` has returned, though it is registered: one this young isn't gone."""


@dataclass(frozen=True, slots=True)
class DeliverFrames:
    """Shared by the use cases that tell pages what happened; one that can't be reached asks again by itself."""

    connections: ConnectionRepository
    sockets: Sockets
    clock: Clock

    def __call__(self, frames: Sequence[tuple[Connection, View]]) -> None:
        """Send each within two seconds, or not at all. Sockets that are gone are forgotten."""
        if not frames:
            return
        pool = ThreadPoolExecutor(max_workers=min(PARALLEL_SENDS, len(frames)))
        sends = [(connection, pool.submit(self.sockets.send, connection.id, frame)) for connection, frame in frames]
        wait([send for _, send in sends], timeout=SOCKETS_WITHIN_SECONDS)
        pool.shutdown(wait=False, cancel_futures=True)
        for connection, send in sends:
            self._settle(connection, send)

    def hears(self, connection: Connection) -> bool:
        """The snapshot comes first; who never asks for one hears what happens all the same, a little later."""
        return connection.greeted or self.clock.now() - connection.opened_at > GREETING

    def _settle(self, connection: Connection, send: Future[bool]) -> None:
        if not send.done() or send.cancelled():
            log.warning("A socket took too long; it was left out.", extra={"tenant": connection.tenant})
        elif (error := send.exception()) is not None:
            log.warning("A socket could not be reached.", extra={"tenant": connection.tenant, "error": repr(error)})
        elif not send.result() and self.clock.now() - connection.opened_at > OPENING:
            self.connections.remove(connection.id)
