"""One browser per bot, all driven by one Playwright driver."""

import asyncio
import contextlib
import logging
import os
from pathlib import Path

from playwright.async_api import BrowserContext, Error, Playwright, async_playwright

from flotilla.domain.bots import Bot
from flotilla.domain.sessions import Reason
from flotilla.settings import Settings
from runner.channels.port import ChannelListener, ChannelStartError
from runner.channels.whatsapp_web.chromium import (
    arguments,
    environment,
    find_chromium,
    leashed,
    major_version,
    user_agent,
)
from runner.channels.whatsapp_web.logins import ProfileLogins
from runner.channels.whatsapp_web.memory import memory_of
from runner.channels.whatsapp_web.orphans import browsers_of, kill_browsers_of
from runner.channels.whatsapp_web.page import Scripts, WhatsAppPage
from runner.channels.whatsapp_web.profile import (
    delete_profiles,
    mark_owner,
    prepare_profile,
    prune_profiles,
)
from runner.channels.whatsapp_web.scratch import Scratch
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from runner.threads import Threads

logger = logging.getLogger(__name__)

LAUNCH_MS = 30_000
DRIVER_SECONDS = 5.0
DRIVER_START_SECONDS = 30.0


class WhatsAppWeb:
    """Opens WhatsApp Web for bots. Implements ChannelFactory."""

    def __init__(
        self,
        settings: Settings,
        threads: Threads,
        scripts: Scripts,
        snapshots: ProfileSnapshots | None = None,
    ) -> None:
        self._settings = settings
        self._threads = threads
        self._scripts = scripts
        self._root = Path(settings.runner_profiles_dir).resolve()
        self.logins = ProfileLogins(self._root, threads, snapshots)
        self._scratch = Scratch()
        self._playwright: Playwright | None = None
        self._driver_works = True
        self._lock = asyncio.Lock()
        # Chromium's sandbox can't start for root, nor in many containers: it is tried once, and then known.
        self._sandbox: bool | None = False if os.geteuid() == 0 else None

    async def open(self, bot: Bot, fence: int, listener: ChannelListener) -> WhatsAppPage:
        """See ChannelFactory."""
        opening = asyncio.ensure_future(self._open(bot, fence, listener))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            # A launch can't be called off half-way: what it makes is closed, or it would live on unseen.
            with contextlib.suppress(ChannelStartError):
                await (await opening).close()
            raise

    async def _open(self, bot: Bot, fence: int, listener: ChannelListener) -> WhatsAppPage:
        profile = await self._profile(bot, fence)
        context = await self._launch(profile)
        home = self._root / bot.id
        major = await self._threads(major_version, await self._binary())
        page = WhatsAppPage(
            context,
            listener,
            self._scripts,
            major,
            kill=lambda: self._threads(kill_browsers_of, home, fence),
            weigh=lambda: memory_of(browsers_of(home, fence)),
        )
        try:
            await page.open(self._settings.whatsapp_url)
        except Error as error:
            await page.close()
            raise ChannelStartError(f"The page does not open: {_short(error)}") from error
        except BaseException:
            await page.close()
            raise
        await self._threads(prune_profiles, self._root, bot.id, fence)
        return page

    async def forget(self, bot: Bot, fence: int) -> None:
        """See ChannelFactory."""
        await self._threads(kill_browsers_of, self._root / bot.id, fence)
        await self._threads(delete_profiles, self._root, bot.id, fence)
        await self.logins.disown(bot)

    def driver_up(self) -> bool:
        """See ChannelFactory."""
        return self._driver_works

    async def close(self) -> None:
        """See ChannelFactory."""
        async with self._lock:
            await self._stop_driver()
        self._scratch.close()

    async def _profile(self, bot: Bot, fence: int) -> Path:
        try:
            await self._threads(kill_browsers_of, self._root / bot.id, fence)
            await self._threads(mark_owner, self._root, bot)
            return await self._threads(prepare_profile, self._root, bot.id, fence)
        except OSError as error:
            raise ChannelStartError(f"The profile can't be used: {error}", Reason.STORAGE_UNAVAILABLE) from error

    async def _launch(self, profile: Path) -> BrowserContext:
        if self._sandbox is not None:
            return await self._start(profile, sandbox=self._sandbox)
        try:
            context = await self._start(profile, sandbox=True)
        except ChannelStartError as error:
            context = await self._start(profile, sandbox=False)
            self._sandbox = False
            logger.warning("Chromium's sandbox does not start here; going on without", extra={"why": error.message})
        else:
            self._sandbox = True
        return context

    async def _start(self, profile: Path, *, sandbox: bool) -> BrowserContext:
        playwright = await self._driver()
        binary = await self._binary()
        agent = user_agent(await self._threads(major_version, binary))
        try:
            return await playwright.chromium.launch_persistent_context(
                profile,
                executable_path=leashed(binary, self._scratch.path),
                headless=True,
                chromium_sandbox=sandbox,
                # A bot's browsers come one after the other, so its cache is never shared, and outlives a restart.
                args=arguments(self._settings.whatsapp_url, agent, self._scratch.path / profile.parent.name),
                env=environment(profile),
                user_agent=agent,
                bypass_csp=True,
                viewport={"width": 1024, "height": 768},
                accept_downloads=False,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                timeout=LAUNCH_MS,
            )
        except Error as error:
            await self._check_driver()
            raise ChannelStartError(f"The browser does not start: {_short(error)}") from error

    async def make_ready(self) -> None:
        """Start what drives the browsers, and learn their version, before a bot waits for them."""
        # Why it does not start is logged; the next session that opens tries again and says so.
        with contextlib.suppress(ChannelStartError):
            await self._threads(major_version, await self._binary())

    async def _binary(self) -> Path:
        return find_chromium(self._settings.chromium_path, (await self._driver()).chromium.executable_path)

    async def _driver(self) -> Playwright:
        async with self._lock:
            if self._playwright is None:
                self._playwright = await self._start_driver()
                self._driver_works = True
            return self._playwright

    async def _start_driver(self) -> Playwright:
        try:
            async with asyncio.timeout(DRIVER_START_SECONDS):
                return await async_playwright().start()
        except Exception as error:
            # Its program may be missing, not run here, or hang: Playwright raises whatever came of that.
            self._driver_works = False
            logger.exception("the browsers' driver does not start")
            message = f"The browsers' driver does not start: {type(error).__name__} {error}".rstrip()[:300]
            raise ChannelStartError(message) from error

    async def _check_driver(self) -> None:
        """A driver that does not answer any more is replaced at the next start."""
        async with self._lock:
            if self._playwright is None:
                return
            try:
                async with asyncio.timeout(DRIVER_SECONDS):
                    request = await self._playwright.request.new_context()
                    await request.dispose()
            except (Error, TimeoutError):
                logger.exception("the browsers' driver is gone")
                self._driver_works = False
                await self._stop_driver()

    async def _stop_driver(self) -> None:
        if self._playwright is not None:
            with contextlib.suppress(Error, TimeoutError):
                async with asyncio.timeout(DRIVER_SECONDS):
                    await self._playwright.stop()
            self._playwright = None


def _short(error: Error) -> str:
    return error.message.strip().partition("\n")[0][:300]
