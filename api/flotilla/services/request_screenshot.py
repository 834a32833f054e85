"""Ask for a picture of a bot's page, for support."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Bot, SessionCommand, SessionVerb
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.sessions import SessionStatus
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.files import Files
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, SessionRepository
from flotilla.services.audited import audited
from flotilla.services.open_wish import refuse_while_busy
from flotilla.services.read_session import ReadSession
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_screenshot import ScreenshotView, ShowScreenshot


@dataclass(frozen=True, slots=True)
class RequestScreenshot:
    """Records the wish, with who had it; the runner that holds the bot takes the picture."""

    bots: BotRepository
    sessions: SessionRepository
    leases: LeaseRepository
    files: Files
    doorbell: Doorbell
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId) -> ScreenshotView:
        """The picture on its way.

        Raise NotFoundError, and ConflictError: `session_stopped`, `no_page` while a failed session waits for its next
        start, or `session_busy` while it restarts or logs out.
        """
        principal.require(Power.SESSIONS_INSPECT)
        until_no_conflict(lambda: self._record(principal, bot_id), final=_is_final)
        self.doorbell.ring(principal.tenant, bot_id)
        return ShowScreenshot(self.bots, self.sessions, self.files, self.clock)(principal, bot_id)

    def _record(self, principal: Principal, bot_id: BotId) -> Bot:
        bot, now = self.bots.get(principal.tenant, bot_id), self.clock.now()
        view = ReadSession(self.sessions, self.leases, self.clock)(bot)
        if view.status is SessionStatus.STOPPED:
            raise ConflictError("The session is switched off: there is no page to be seen.", code="session_stopped")
        if view.status is SessionStatus.FAILED:
            message = "The session failed and its browser is closed: there is no page to be seen before the next try."
            raise ConflictError(message, code="no_page")
        refuse_while_busy(bot, view.session)
        command = SessionCommand(self.ids.new(), SessionVerb.SCREENSHOT, now)
        entry = audited(self.ids, principal, now, "session.screenshot_taken", Subject("session", bot.id, bot.name))
        return self.bots.save(principal.tenant, replace(bot, command=command, updated_at=now), audit=entry)


def _is_final(error: ConflictError) -> bool:
    return error.code in ("session_stopped", "no_page", "session_busy")
