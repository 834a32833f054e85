"""Who is connected: WhatsApp Web pages, and the people's pages that want to hear of changes."""

import asyncio
import json
import logging
from collections.abc import Iterator

from aiohttp import web

from simulator.model import Device, Json

log = logging.getLogger(__name__)


class PageConnection:
    """One open WhatsApp Web page. Frames written in one turn of the event loop travel together."""

    def __init__(self, socket: web.WebSocketResponse, number: int) -> None:
        self.id = f"page_{number}"
        self.device: Device | None = None
        self.keys: list[str] = []
        self.ref: str | None = None
        self.old_refs: list[str] = []
        self.pairing: Device | None = None
        self.paired: asyncio.Future[None] | None = None
        self.link_code: tuple[str, str] | None = None
        self.ready = False
        self.behind = False
        # A connection that carries nothing any more, and whose page was not told so.
        self.dead = False
        self.follows: set[str] = set()
        self.last_seq = 0
        self.version = ""
        self._socket = socket
        self._frames: list[Json] = []
        self._wake = asyncio.Event()
        self._closing = False

    @property
    def qr(self) -> str | None:
        """The text of the QR code that the page shows now."""
        return ",".join([self.ref, *self.keys]) if self.ref and self.keys else None

    def send(self, frame: Json) -> None:
        """Queue a frame."""
        if self.dead:
            return
        self._frames.append(frame)
        self._wake.set()

    def drop_unsent(self) -> None:
        """Forget the queued frames: they tell of what was undone."""
        self._frames.clear()

    def close(self) -> None:
        """Close the socket once what is queued has been sent."""
        self._closing = True
        self._wake.set()

    async def write(self) -> None:
        """Send queued frames until the connection closes."""
        while not self._socket.closed:
            await self._wake.wait()
            self._wake.clear()
            frames, self._frames = self._frames, []
            if frames and not self._socket.closed:
                await self._socket.send_str(json.dumps(frames))
            if self._closing and not self._frames:
                await self._socket.close()


class Hub:
    """The open pages and watchers."""

    def __init__(self) -> None:
        self.pages: list[PageConnection] = []
        self._watchers: set[asyncio.Queue[Json]] = set()
        self._count = 0

    def open(self, socket: web.WebSocketResponse) -> PageConnection:
        """Register a page."""
        self._count += 1
        page = PageConnection(socket, self._count)
        self.pages.append(page)
        self.publish({"type": "devices"})
        return page

    def closed(self, page: PageConnection) -> None:
        """Forget a page."""
        self.pages.remove(page)
        if page.paired and not page.paired.done():
            page.paired.cancel()
        self.publish({"type": "devices"})

    def of_device(self, device_id: str) -> PageConnection | None:
        """Find the page that speaks for a device."""
        return next((page for page in self.pages if page.device and page.device.id == device_id), None)

    def matching(self, target: str | None) -> Iterator[PageConnection]:
        """The open pages of a number, a device, a page's own id, or all."""
        for page in list(self.pages):
            names = {page.id, page.device.id if page.device else "", page.device.number if page.device else ""}
            if target is None or target in names:
                yield page

    def following(self, target: str, peer: str) -> Iterator[PageConnection]:
        """The open pages of a number that asked to be told when a peer, or somebody in a group, types."""
        return (page for page in self.matching(target) if peer in page.follows)

    def watch(self) -> asyncio.Queue[Json]:
        """Subscribe to changes."""
        queue: asyncio.Queue[Json] = asyncio.Queue(maxsize=1000)
        self._watchers.add(queue)
        return queue

    def unwatch(self, queue: asyncio.Queue[Json]) -> None:
        """Unsubscribe."""
        self._watchers.discard(queue)

    def publish(self, change: Json) -> None:
        """Tell the watchers; one that is a thousand changes behind misses some and reads anew."""
        for queue in self._watchers:
            if not queue.full():
                queue.put_nowait(change)
