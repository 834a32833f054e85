"""The page of WhatsApp Web with the bridge in it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Error, Page
from playwright.async_api import TimeoutError as TimeoutException

from flotilla.domain.errors import MisconfiguredError
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.sessions import Reason
from runner.channels.port import (
    ChannelError,
    ChannelListener,
    ChannelStartError,
    MessageSeen,
    Probe,
    SendOrder,
    Sent,
)
from runner.channels.whatsapp_web.batches import SEND_ALL, SendBatches
from runner.channels.whatsapp_web.chromium import BLOCKED, agent_metadata, user_agent
from runner.channels.whatsapp_web.emissions import Emissions
from runner.channels.whatsapp_web.protocol import (
    WireChats,
    WireFile,
    WireHistory,
    WireLookup,
    WirePairingCode,
    WireProbe,
    WireSent,
    WireWarmed,
    read_answer,
    read_batch,
    read_error,
    write_order,
)

logger = logging.getLogger(__name__)

RUNNERS = Path(__file__).resolve().parents[3]
GOTO_MS = 45_000
RELOAD_MS = 4_000
SCREENSHOT_MS = 10_000
CALL_SECONDS = 30.0
CLOSE_SECONDS = 5.0
MEDIA_SECONDS = 90.0

CONFIG = "window.WPPConfig = {disableGoogleAnalytics: true, linkPreviewApiServers: []};"

KEEP_NOTHING = {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0}
"""Else the page would hold the content of whatever it fetched a further time, for whoever might ask for it."""

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
    """One bot's page. Implements Channel.

    `major` is the browser's version; `kill` ends it when it doesn't close, and `weigh` tells the bytes that it holds.
    """

    def __init__(
        self,
        context: BrowserContext,
        listener: ChannelListener,
        scripts: Scripts,
        major: str,
        kill: Callable[[], Awaitable[object]],
        weigh: Callable[[], int | None],
    ) -> None:
        self._context = context
        self._listener = listener
        self._scripts = scripts
        self._major = major
        self._kill = kill
        self._weigh = weigh
        self._lost: asyncio.Future[Reason] = asyncio.get_running_loop().create_future()
        self._page: Page | None = None
        self._batches = SendBatches(lambda requests: self._evaluate(SEND_ALL, requests, "send", CALL_SECONDS))

    async def open(self, url: str) -> None:
        """Go to the page with everything in it.

        Raise ChannelStartError if WhatsApp can't be reached, and playwright's Error if the browser is at fault.
        """
        pages = self._context.pages
        page = pages[0] if pages else await self._context.new_page()
        self._page = page
        page.on("crash", lambda _: self._lose(Reason.PAGE_CRASHED))
        page.on("close", lambda _: self._lose(Reason.PAGE_CRASHED))
        self._context.on("close", lambda _: self._lose(Reason.PAGE_CRASHED))
        page.on("dialog", lambda dialog: dialog.accept())
        # As init scripts they are back after every reload: WhatsApp Web reloads itself after a logout.
        for script in (CONFIG, self._scripts.wa_js, self._scripts.bridge):
            await page.add_init_script(f"if (window === window.top) {{ {script}\n }}")
        await self._tune(page)
        await self._go(page, url)

    async def _go(self, page: Page, url: str) -> None:
        try:
            response = await page.goto(url, wait_until="commit", timeout=GOTO_MS)
        except Error as error:
            # A network that swallows everything refuses nothing: then only the time runs out.
            if "net::ERR" not in error.message and not isinstance(error, TimeoutException):
                raise
            why = error.message.strip().partition("\n")[0][:300]
            raise ChannelStartError(f"WhatsApp is not reached: {why}", Reason.NETWORK_OFFLINE) from error
        if response is not None and response.status >= HTTPStatus.BAD_REQUEST:
            raise ChannelStartError(f"WhatsApp answers with HTTP {response.status}.", Reason.NETWORK_OFFLINE)

    async def _tune(self, page: Page) -> None:
        """Blocking in the browser itself: a route in the driver would cost a round trip per request."""
        session = await self._context.new_cdp_session(page)
        await Emissions(session, self._emitted).listen()
        agent = {"userAgent": user_agent(self._major), "userAgentMetadata": agent_metadata(self._major)}
        await session.send("Emulation.setUserAgentOverride", agent)
        await session.send("Network.enable", KEEP_NOTHING)
        await session.send("Network.setBlockedURLs", {"urls": list(BLOCKED)})

    async def _emitted(self, batch: str) -> None:
        await self._listener.heard(read_batch(batch))

    def _lose(self, reason: Reason) -> None:
        if not self._lost.done():
            self._lost.set_result(reason)

    async def _call(self, name: str, argument: object = None, *, within: float = CALL_SECONDS) -> Any:
        return await self._evaluate(CALL, [name, argument], name, within)

    async def _evaluate(self, script: str, argument: object, name: str, within: float) -> Any:
        if self._page is None:
            raise ChannelError("The page is not open.", code="not_ready")
        try:
            async with asyncio.timeout(within):
                return await self._page.evaluate(script, argument)
        except TimeoutError:
            raise ChannelError(f"The page did not answer `{name}` within {within:.0f} s.", code="timeout") from None
        except Error as error:
            raise read_error(error.message) from error

    async def probe(self) -> Probe:
        """See Channel."""
        return read_answer(WireProbe, await self._call("probe")).to_probe()

    async def echo(self, within: float) -> None:
        """See Channel."""
        await self._call("echo", {"within_ms": within * 1000}, within=within + 5)

    async def pairing_code(self, phone: str) -> str:
        """See Channel."""
        return read_answer(WirePairingCode, await self._call("pairingCode", {"phone": phone})).code

    async def screenshot(self) -> bytes:
        """See Channel."""
        if self._page is None:
            raise ChannelError("The page is not open.", code="not_ready")
        try:
            return await self._page.screenshot(type="png", timeout=SCREENSHOT_MS)
        except Error as error:
            raise read_error(error.message) from error

    def memory(self) -> int | None:
        """See Channel."""
        return self._weigh()

    async def send(self, order: SendOrder) -> Sent:
        """See Channel."""
        argument = write_order(order)
        # What may take its time must not keep others waiting for their answers.
        alone = order.lookup or order.file is not None
        answer = await (self._call("send", argument) if alone else self._batches.send(argument))
        sent = read_answer(WireSent, answer)
        return Sent(found=sent.outcome == "found", ack=sent.ack)

    async def look_up(self, chat: ChatId, message: MessageId) -> int | None:
        """See Channel."""
        return read_answer(WireLookup, await self._call("lookup", {"chat": chat, "id": message})).ack

    async def show_typing(self, chat: ChatId, ms: int) -> None:
        """See Channel."""
        await self._call("typing", {"chat": chat, "ms": ms})

    async def follow(self, chat: ChatId) -> tuple[ChatId, ...]:
        """See Channel."""
        return read_answer(WireChats, await self._call("subscribe", {"chat": chat})).ids()

    async def chats_since(self, *, since_ms: int) -> tuple[ChatId, ...]:
        """See Channel."""
        return read_answer(WireChats, await self._call("chats", {"since_ms": since_ms})).ids()

    async def history(
        self, *, since_ms: int, per_chat: int, least: int, chats: Sequence[ChatId]
    ) -> tuple[MessageSeen, ...]:
        """See Channel."""
        wanted = {"since_ms": since_ms, "per_chat": per_chat, "least": least, "chats": list(chats)}
        answer = await self._call("history", wanted, within=120)
        now = int((await self._call("status"))["now"])
        told = read_answer(WireHistory, answer)
        if told.unmarked:
            logger.error("reactions and votes not told by the page", extra={"messages": told.unmarked})
        return tuple(told.to_seen(now))

    async def media(self, chat: ChatId, message: MessageId, *, max_bytes: int) -> bytes:
        """See Channel."""
        wanted = {"chat": chat, "id": message, "max_bytes": max_bytes}
        return read_answer(WireFile, await self._call("media", wanted, within=MEDIA_SECONDS)).content()

    async def warm(self) -> None:
        """See Channel."""
        missing = read_answer(WireWarmed, await self._call("warm")).missing
        if missing:
            # Not the session's end: what is heard is heard, and what can't be sent says so itself.
            logger.error("WhatsApp Web has no such function any more", extra={"functions": missing})

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
