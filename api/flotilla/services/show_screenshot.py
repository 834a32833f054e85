"""Show the newest picture of a bot's page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.bots import SessionVerb
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.session_wishes import SMALL_WISH_PATIENCE, TOO_LATE, is_too_late
from flotilla.domain.sessions import SCREENSHOT_LIFETIME, command_to_do, new_session
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.repositories import BotRepository, SessionRepository
from flotilla.services.keep_screenshot import screenshot_name

ADDRESS_LASTS = timedelta(minutes=5)


class ScreenshotStatus(StrEnum):
    """What there is of a picture."""

    NONE = "none"
    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ScreenshotView:
    """A picture of the page. `url` is where it can be had until `url_until`, `error` what kept it from being taken."""

    status: ScreenshotStatus
    taken_at: datetime | None = None
    url: str | None = None
    url_until: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ShowScreenshot:
    """Finds the newest picture that is young enough to be kept."""

    bots: BotRepository
    sessions: SessionRepository
    files: Files
    clock: Clock

    def __call__(self, principal: Principal, bot_id: BotId) -> ScreenshotView:
        """Raise NotFoundError if the tenant has no such bot."""
        principal.require(Power.SESSIONS_INSPECT)
        bot, now = self.bots.get(principal.tenant, bot_id), self.clock.now()
        session = self.sessions.find(bot.tenant, bot.id) or new_session(bot.tenant, bot.id, now)
        command, taken = command_to_do(bot, session), session.screenshot
        if command is not None and command.verb is SessionVerb.SCREENSHOT:
            if is_too_late(command, now):
                # No holder took it, and one that comes now lets it go.
                return ScreenshotView(ScreenshotStatus.FAILED, command.at + SMALL_WISH_PATIENCE, error=TOO_LATE)
            return ScreenshotView(ScreenshotStatus.PENDING)
        if taken is None or now - taken.at >= SCREENSHOT_LIFETIME:
            return ScreenshotView(ScreenshotStatus.NONE)
        if taken.error is not None:
            return ScreenshotView(ScreenshotStatus.FAILED, taken.at, error=taken.error)
        url = self.files.download_url(bot.tenant, screenshot_name(bot.id, taken.id), lasts=ADDRESS_LASTS)
        return ScreenshotView(ScreenshotStatus.READY, taken.at, url, now + ADDRESS_LASTS)
