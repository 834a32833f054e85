"""The WebSocket of a WhatsApp Web page: hello, pairing, and every frame that the page sends."""

import asyncio
import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import WSMsgType, web

from simulator.errors import RefusalError, not_on_whatsapp
from simulator.hub import PageConnection
from simulator.model import Device, Draft, Json, Message
from simulator.world import WORLD, World

log = logging.getLogger(__name__)


class PageSession:
    """Serves one page."""

    def __init__(self, world: World, page: PageConnection) -> None:
        self._world = world
        self._page = page
        self._handlers: dict[str, Callable[[Json], Any]] = {
            "hello": self._hello,
            "paired_ok": self._paired_ok,
            "ready": self._ready,
            "refresh_ref": self._refresh_ref,
            "link_code": lambda frame: world.pairing.offer_code(page, str(frame["phone"])),
            "send": self._send,
            "done": lambda frame: world.devices.done(self._device.id, frame["seqs"]),
            "read": lambda frame: world.actions.read(self._device.number, self._peer(frame), device_id=self._device.id),
            "typing": lambda frame: world.actions.typing(self._device.number, self._peer(frame), frame["state"]),
            "presence": lambda frame: world.actions.presence(self._device.number, online=frame["available"]),
            "subscribe": lambda frame: page.follows.add(self._peer(frame)),
            "exists": self._exists,
            "react": lambda frame: self._on_message(frame, world.actions.react, frame["emoji"]),
            "edit": lambda frame: self._on_message(frame, world.actions.edit, frame["text"]),
            "revoke": lambda frame: self._on_message(frame, world.actions.revoke),
            "delete": lambda _: None,
            "logout": lambda _: world.unlink(self._device, "user_initiated"),
        }

    @property
    def _device(self) -> Device:
        if self._page.device is None:
            raise RefusalError(401, "not_linked", "The page is not linked to a phone.")
        return self._page.device

    def receive(self, frames: list[Json]) -> None:
        """Handle the frames of one WebSocket message in one transaction; one that makes no sense undoes it."""
        if self._page.dead:
            return
        try:
            with self._world.transaction():
                for frame in frames:
                    self._handle(frame)
        except (KeyError, TypeError, ValueError) as error:
            log.warning("page %s sent a frame that makes no sense: %r", self._page.id, error)
            self._page.drop_unsent()
            self._page.close()

    def _handle(self, frame: Json) -> None:
        rid = frame.get("rid")
        try:
            value = self._handlers[frame["t"]](frame)
        except RefusalError as refusal:
            self._reply(rid, {"ok": False, "code": refusal.code, "text": refusal.detail})
        else:
            if rid is not None and value is not _LATER:
                self._reply(rid, {"ok": True, "value": value})

    def _reply(self, rid: int | None, result: Json) -> None:
        if rid is not None:
            self._page.send({"t": "reply", "rid": rid, **result})

    def _hello(self, frame: Json) -> None:
        self._page.keys, self._page.version = frame["keys"], frame["version"]
        token = frame["token"]
        if token is None:
            self._world.pairing.start(self._page)
            return
        device = self._world.devices.by_token(token)
        if device is None:
            self._page.send({"t": "logout", "reason": "unknown_companion"})
            return
        self._world.admit(self._page, device)

    def _paired_ok(self, _frame: Json) -> None:
        device, confirmed = self._page.pairing, self._page.paired
        if device is None or confirmed is None or confirmed.done():
            return
        self._world.pairing.stop(self._page)
        for event in self._world.exchange.view(device.number).history():
            self._world.devices.enqueue(device.id, event)
        self._world.admit(self._page, device)
        confirmed.set_result(None)

    def _ready(self, _frame: Json) -> None:
        self._page.ready = self._page.behind = True
        self._world.exchange.catch_up(self._page)
        self._page.send({"t": "synced"})
        self._world.hub.publish({"type": "devices"})

    def _refresh_ref(self, _frame: Json) -> None:
        if self._page.device is None:
            self._world.pairing.start(self._page)

    def _peer(self, frame: Json) -> str:
        chat = str(frame["chat"])
        if chat.endswith("@g.us"):
            return chat
        phone = self._world.phones.by_address(chat)
        if phone is None:
            raise not_on_whatsapp(chat)
        return phone.number

    def _exists(self, frame: Json) -> Json | None:
        phone = self._world.phones.by_address(frame["address"])
        return self._world.exchange.view(self._device.number).person(phone) if phone else None

    def _on_message(self, frame: Json, action: Callable[..., None], *args: str) -> None:
        message = self._world.actions.message(self._device.number, self._peer(frame), frame["id"])
        action(self._device.number, message, *args, device_id=self._device.id)

    def _send(self, frame: Json) -> object:
        device, faults = self._device, self._world.faults
        refused = faults.strike("refuse_sends", device.number, device.id)
        if refused:
            raise RefusalError(403, refused.params["code"], refused.params["text"])
        if faults.strike("lose_sends", device.number, device.id):
            return _LATER
        accepted, new = self._world.exchange.accept(self._draft(frame["message"]), resend=frame["resend"])
        acknowledge = partial(self._acknowledge, frame["rid"], accepted)
        self._world.exchange.when_acks_allow(device, 1, acknowledge, accepted.recipient)
        if new:
            self._world.exchange.deliver(accepted)
        return _LATER

    def _acknowledge(self, rid: int, message: Message) -> None:
        self._reply(rid, {"ok": True, "value": {"ack": 1, "seq": message.seq}})

    def _draft(self, message: Json) -> Draft:
        quoted = message["quoted"] or {}
        author = self._world.phones.by_address(quoted["author"]) if quoted else None
        return Draft(
            id=message["id"],
            sender=self._device.number,
            recipient=self._peer(message),
            type=message["type"],
            text=message["text"],
            time_ms=message["time_ms"],
            media_id=message["media"]["id"] if message["media"] else None,
            quoted_id=quoted.get("id"),
            quoted_author=author.number if author else None,
            device_id=self._device.id,
            extra=json.dumps(message["extra"]) if message.get("extra") else None,
        )


# A handler that replies by itself, or never.
_LATER = object()


async def serve(request: web.Request) -> web.WebSocketResponse:
    """Handle GET /ws/web."""
    world = request.app[WORLD]
    if world.faults.find("offline"):
        raise RefusalError(503, "offline", "A fault keeps all pages offline.")
    socket = web.WebSocketResponse(max_msg_size=64 * 2**20, heartbeat=30)
    await socket.prepare(request)
    page = world.hub.open(socket)
    session = PageSession(world, page)
    writer = asyncio.create_task(page.write())
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                session.receive(json.loads(message.data))
    finally:
        world.pairing.stop(page)
        world.hub.closed(page)
        writer.cancel()
    return socket
