"""What people ask of a session that does not change how it fares: a pairing code, a picture of the page."""

import logging

from flotilla.domain.bots import SessionCommand, SessionVerb
from flotilla.domain.session_wishes import (
    SMALL_WISHES,
    TOO_LATE,
    is_too_late,
    mark_done,
    note_screenshot,
    refuse_wish,
    show_pairing_code,
)
from flotilla.domain.sessions import SCREENSHOT_LIFETIME, Screenshot, SessionStatus
from runner.channels.port import Channel, ChannelError
from runner.recorder import Recorder
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

_ERRORS = {"bad_request": "invalid_number", "refused": "refused", "not_ready": "not_at_code"}


class SmallWishes:
    """Grants them, or records why not; either way they are done."""

    def __init__(self, recorder: Recorder, tools: Toolbox) -> None:
        self._recorder = recorder
        self._tools = tools

    async def grant(self, command: SessionCommand, channel: Channel) -> bool:
        """Whether the command was one of these, granted, refused, or left for later."""
        if is_too_late(command, self._tools.now()):
            await self._refuse(command, TOO_LATE)
        elif command.verb is SessionVerb.PAIRING_CODE:
            await self._pair(command, channel)
        elif command.verb is SessionVerb.SCREENSHOT:
            await self._photograph(command, channel)
        return command.verb in SMALL_WISHES

    async def refuse_without(self, command: SessionCommand) -> bool:
        """Whether the command was one of these; it is refused, since no channel is open that could grant it."""
        if command.verb not in SMALL_WISHES:
            return False
        await self._refuse(command, TOO_LATE if is_too_late(command, self._tools.now()) else "no_page")
        return True

    async def tidy(self) -> None:
        """Remove a picture that is too old to be kept."""
        taken = self._recorder.session.screenshot
        if taken is not None and self._tools.now() - taken.at >= SCREENSHOT_LIFETIME:
            await self.drop()

    async def drop(self) -> None:
        """Remove the picture that there is."""
        session = self._recorder.session
        if session.screenshot is None:
            return
        try:
            await self._tools.threads(self._tools.keep_screenshot.drop, session.tenant, session.bot)
        except Exception:
            # The store removes it by itself within days.
            logger.exception("screenshot not removed")
            return
        await self._recorder.apply(note_screenshot, None)

    async def _pair(self, command: SessionCommand, channel: Channel) -> None:
        status = self._recorder.session.status
        if status is SessionStatus.STARTING:
            return
        if status is not SessionStatus.SCAN_QR_CODE:
            await self._refuse(command, "not_at_code")
            return
        try:
            code = await channel.pairing_code(command.phone or "")
        except ChannelError as error:
            logger.warning("no pairing code", extra={"why": error.code})
            await self._refuse(command, _ERRORS.get(error.code, "page_error"))
            return
        logger.info("pairing code shown")
        shown = self._tools.now()
        await self._recorder.apply(lambda session: mark_done(show_pairing_code(session, code, shown), command.id))

    async def _refuse(self, command: SessionCommand, error: str) -> None:
        logger.info("wish refused", extra={"verb": command.verb, "error": error})
        await self._recorder.apply(refuse_wish, command, error, self._tools.now())

    async def _photograph(self, command: SessionCommand, channel: Channel) -> None:
        session, error = self._recorder.session, None
        try:
            picture = await channel.screenshot()
            await self._tools.threads(self._tools.keep_screenshot, session.tenant, session.bot, command.id, picture)
        except ChannelError:
            error = "page_error"
        except Exception:
            logger.exception("screenshot not kept")
            error = "not_stored"
        taken = Screenshot(command.id, self._tools.now(), error)
        logger.info("screenshot", extra={"error": error})
        await self._recorder.apply(lambda session: mark_done(note_screenshot(session, taken), command.id))
