"""Sees to one bot's login: brings it back where it is missing, and keeps snapshots of it."""

import asyncio
import logging
import time
from collections.abc import Callable

from flotilla.domain.bots import Bot
from flotilla.domain.health import Profile
from flotilla.domain.session_machine import begin, restore
from flotilla.domain.views import iso
from runner.channels.logins import Logins, RestoredLogin
from runner.lease_keeper import LeaseKeeper
from runner.recorder import Recorder
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)


class LoginKeeper:
    """The login of one bot, for as long as this runner holds the bot."""

    def __init__(
        self,
        bot: Callable[[], Bot],
        logins: Logins,
        recorder: Recorder,
        keeper: LeaseKeeper,
        tools: Toolbox,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._logins = logins
        self._recorder = recorder
        self._keeper = keeper
        self._tools = tools
        self._monotonic = monotonic
        every = tools.timing.snapshot
        # Whoever held the bot before may have died without one, so the first is due sooner.
        self._weighing: asyncio.Task[Profile | None] | None = None
        self._due_at = monotonic() + min(every, tools.timing.first_snapshot) if every else None

    def due(self) -> bool:
        """Whether it is time for a snapshot, which only a closed browser allows."""
        return self._due_at is not None and self._monotonic() >= self._due_at

    async def end(self) -> None:
        """The phone, WhatsApp or a person ended the login: its snapshots are good for nothing."""
        await self._logins.disown(self._bot())

    async def bring_back(self) -> None:
        """Restore it where this side has none of a bot that was linked. Raise ChannelStartError if that can't be told.

        What the restored login does not know of, and why a snapshot was refused, goes on the session's record.
        """
        if self._recorder.session.phone is None:
            self._keeper.profile = None
            return
        fence = self._keeper.lease.fence
        found = await self._logins.restore(self._bot(), fence)
        if found is not None:
            await self._recorder.apply(restore, _told(found), self._tools.now())
            await self._recorder.apply(begin, fence=fence, now=self._tools.now())
        # A figure for people: the browser's start does not wait for it. Held, or the loop would let go of it half-way.
        self._weighing = asyncio.create_task(self._weigh())

    async def closed(self, *, worked: bool, last: bool) -> None:
        """The channel was closed in order. `worked`: the login was good; `last`: we are giving the bot away.

        Who may have lost the bot without knowing it makes no snapshot: its copy would pass for the newest one, or
        outlive the bot itself.
        """
        if not worked or not self._keeper.may_send():
            return
        await self._bound()
        if last or self.due():
            bot = self._bot()
            kept = await self._logins.keep(bot, self._keeper.lease.fence)
            self._tools.metrics.snapshots.labels(bot.id, kept.value).inc()
            if self._due_at is not None:
                self._due_at = self._monotonic() + self._tools.timing.snapshot

    async def _bound(self) -> None:
        """Drop what may go of a login that takes too much; what is left of it is told, and never touched.

        WhatsApp Web keeps its keys beside its chats, and no phone sends those a second time: a part that is taken out
        may cost the login, or messages.
        """
        before = await self._weigh()
        if before is None or not before.overgrown:
            return
        await self._logins.trim(self._bot(), self._keeper.lease.fence)
        after = await self._weigh() or before
        about = {"bytes": after.bytes, "bytes_before": before.bytes, "most_bytes": self._tools.profile_bytes}
        if after.overgrown:
            logger.error("profile is too large", extra={"code": "profile_overgrown", **about})
        else:
            logger.info("profile trimmed", extra=about)

    async def _weigh(self) -> Profile | None:
        """What the login takes now; None if that can't be told."""
        weighed = await self._logins.weigh(self._bot(), self._keeper.lease.fence)
        if weighed is None:
            return None
        most = self._tools.profile_bytes
        self._keeper.profile = Profile(weighed, overgrown=0 < most < weighed)
        return self._keeper.profile


def _told(found: RestoredLogin) -> str:
    refused = "".join(f" A snapshot was refused: {why}" for why in found.refused)
    if found.made_at is None:
        return f"The profile is gone, and no snapshot of it can be used.{refused}"
    return (
        f"The profile was gone and came back from a snapshot of {iso(found.made_at)}."
        f" Messages since then may be missing.{refused}"
    )
