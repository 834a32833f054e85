"""The page of WhatsApp Web with the bridge in it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Error, Page

from flotilla.domain.errors import MisconfiguredError
from flotilla.domain.session_machine import PageState
from flotilla.domain.sessions import Reason
from runner.channels.port import ChannelError, ChannelListener, MessageSeen, SendOrder, Sent
from runner.channels.whatsapp_web.chromium import BLOCKED, agent_metadata, user_agent
from runner.channels.whatsapp_web.protocol import (
    WireHistory,
    WireSent,
    WireStatus,
    read_answer,
    read_batch,
    read_error,
    write_order,
)

logger = logging.getLogger(__name__)

RUNNERS = Path(__file__).resolve().parents[3]
GOTO_MS = 45_000
RELOAD_MS = 4_000
CALL_SECONDS = 30.0
CLOSE_SECONDS = 5.0

CONFIG = "window.WPPConfig = {disableGoogleAnalytics: true, linkPreviewApiServers: []};"

CALL = """async ([name, argument]) => {
  if (!window.flotilla) throw new Error('not_ready: the bridge is not in the page yet');
  return await window.flotilla[name](argument);
}"""


@dataclass(frozen=True, slots=True)
class Scripts:
    """What is injected: the unmodified wa-js bundle and the project's bridge."""

    wa_js: str
    bridge: str


def load_scripts(runners: Path = RUNNERS) -> Scripts:
    """Read both from the `runners` folder. Raise MisconfiguredError if they aren't built."""
    wa_js = runners / "node_modules/@wppconnect/wa-js/dist/wppconnect-wa.js"
    bridge = runners / "bridge/dist/bridge.js"
    try:
        return Scripts(wa_js.read_text(), bridge.read_text())
    except OSError as error:
        raise MisconfiguredError(
            f"{error.filename} is missing: run `npm ci && npm run build` in the folder `runners`."
        ) from None


class WhatsAppPage:
    """One bot's page. Implements Channel. `major` is the browser's version; `kill` ends it when it doesn't close."""

    def __init__(
        self,
        context: BrowserContext,
        listener: ChannelListener,
        scripts: Scripts,
        major: str,
        kill: Callable[[], Awaitable[object]],
    ) -> None:
        self._context = context
        self._listener = listener
        self._scripts = scripts
        self._major = major
        self._kill = kill
        self._lost: asyncio.Future[Reason] = asyncio.get_running_loop().create_future()
        self._page: Page | None = None

    async def open(self, url: str) -> None:
        """Go to the page with everything in it. Raise playwright's Error if it does not load."""
        pages = self._context.pages
        page = pages[0] if pages else await self._context.new_page()
        self._page = page
        page.on("crash", lambda _: self._lose(Reason.PAGE_CRASHED))
        page.on("close", lambda _: self._lose(Reason.PAGE_CRASHED))
        self._context.on("close", lambda _: self._lose(Reason.PAGE_CRASHED))
        page.on("dialog", lambda dialog: dialog.accept())
        await page.expose_binding("flotillaEmit", self._emitted)
        # As init scripts they are back after every reload: WhatsApp Web reloads itself after a logout.
        for script in (CONFIG, self._scripts.wa_js, self._scripts.bridge):
            await page.add_init_script(f"if (window === window.top) {{ {script}\n }}")
        await self._tune(page)
        await page.goto(url, wait_until="commit", timeout=GOTO_MS)

    async def _tune(self, page: Page) -> None:
        """Blocking in the browser itself: a route in the driver would cost a round trip per request."""
        session = await self._context.new_cdp_session(page)
        agent = {"userAgent": user_agent(self._major), "userAgentMetadata": agent_metadata(self._major)}
        await session.send("Emulation.setUserAgentOverride", agent)
        await session.send("Network.enable")
        await session.send("Network.setBlockedURLs", {"urls": list(BLOCKED)})

    async def _emitted(self, _source: object, batch: str) -> None:
        await self._listener.heard(read_batch(batch))

    def _lose(self, reason: Reason) -> None:
        if not self._lost.done():
            self._lost.set_result(reason)

    async def _call(self, name: str, argument: object = None, *, within: float = CALL_SECONDS) -> Any:
        if self._page is None:
            raise ChannelError("The page is not open.", code="not_ready")
        try:
            async with asyncio.timeout(within):
                return await self._page.evaluate(CALL, [name, argument])
        except TimeoutError:
            raise ChannelError(f"The page did not answer `{name}` within {within:.0f} s.", code="timeout") from None
        except Error as error:
            raise read_error(error.message) from error

    async def status(self) -> PageState:
        """See Channel."""
        return read_answer(WireStatus, await self._call("status")).to_state()

    async def send(self, order: SendOrder) -> Sent:
        """See Channel."""
        sent = read_answer(WireSent, await self._call("send", write_order(order)))
        return Sent(found=sent.outcome == "found", ack=sent.ack)

    async def history(self, *, since_ms: int, per_chat: int) -> tuple[MessageSeen, ...]:
        """See Channel."""
        answer = await self._call("history", {"since_ms": since_ms, "per_chat": per_chat}, within=120)
        now = int((await self._call("status"))["now"])
        return tuple(read_answer(WireHistory, answer).to_seen(now))

    async def warm(self) -> None:
        """See Channel."""
        await self._call("warm")

    async def refresh_qr(self) -> None:
        """See Channel."""
        await self._call("refreshQr")

    async def log_out(self) -> None:
        """See Channel."""
        await self._call("logout")

    async def reload(self) -> None:
        """See Channel."""
        if self._page is None:
            raise ChannelError("The page is not open.", code="not_ready")
        try:
            await self._page.reload(wait_until="commit", timeout=RELOAD_MS)
        except Error as error:
            raise read_error(error.message) from error

    async def gone(self) -> Reason:
        """See Channel."""
        return await asyncio.shield(self._lost)

    async def close(self) -> None:
        """See Channel."""
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._context.close()
        except (Error, TimeoutError) as error:
            logger.warning("the browser did not close by itself", extra={"why": type(error).__name__})
        # Nobody else may be given the bot while its browser lives.
        await self._kill()
