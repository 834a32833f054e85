"""Writes a session's transitions, and only transitions."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Concatenate, ParamSpec

from flotilla.domain.errors import StaleHolderError
from flotilla.domain.sessions import Session, SessionStatus
from runner.toolbox import Toolbox

P = ParamSpec("P")

logger = logging.getLogger(__name__)


class Recorder:
    """The session's state as this holder knows it; what could not be written yet is written by a later `flush`.

    `proof` is the newest proof of health; it is kept when the session ceases to work.
    """

    def __init__(self, session: Session, tools: Toolbox, proof: Callable[[], datetime | None] = lambda: None) -> None:
        self._proof = proof
        self._session = session
        self._written: Session | None = None
        self._tools = tools
        self._lock = asyncio.Lock()
        self.stale = asyncio.Event()

    @property
    def session(self) -> Session:
        """The newest state."""
        return self._session

    async def apply(
        self, change: Callable[Concatenate[Session, P], Session], *args: P.args, **kwargs: P.kwargs
    ) -> Session:
        """Move to the state that `change` makes of the newest one, and write it if it differs."""
        before, self._session = self._session, change(self._session, *args, **kwargs)
        if (before.status, before.reason) != (self._session.status, self._session.reason):
            logger.info("session moved", extra={"status": self._session.status, "reason": self._session.reason})
        if before.status is SessionStatus.WORKING and self._session.status is not SessionStatus.WORKING:
            # The proof in the lease goes with the lease.
            self._session = replace(self._session, last_proof_at=self._proof() or self._session.last_proof_at)
        self._count(before)
        await self.flush()
        return self._session

    def _count(self, before: Session) -> None:
        after = self._session.history[-1:]
        if after != before.history[-1:] and after and after[0].remedy is not None:
            labels = (self._session.bot, after[0].reason or "", after[0].remedy)
            self._tools.metrics.remedies.labels(*labels).inc()

    async def flush(self) -> None:
        """Write the newest state unless it is written; a failure is logged and left to the next flush."""
        async with self._lock:
            newest = self._session
            if newest == self._written or self.stale.is_set():
                return
            try:
                await self._tools.threads(self._tools.record_session, newest)
            except StaleHolderError:
                logger.warning("this session is held by us no more", extra={"fence": newest.fence})
                self.stale.set()
            except Exception:
                logger.exception("transition not recorded")
            else:
                self._written = newest
