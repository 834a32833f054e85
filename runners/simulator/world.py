"""The whole simulated world, wired together."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

from simulator.actions import Actions
from simulator.database import connect
from simulator.devices import DeviceRegistry
from simulator.exchange import Exchange
from simulator.faults import Fault, FaultBoard
from simulator.hub import Hub, PageConnection
from simulator.messages import MessageLog
from simulator.model import Device
from simulator.pairing import Pairing
from simulator.phones import PhoneBook


class World:
    """Owns the database and everything that works on it."""

    def __init__(self, state: Path, qr_seconds: float = 20.0, reload_after_logout_ms: int = 500) -> None:
        self._db: sqlite3.Connection = connect(state)
        self.reload_after_logout_ms = reload_after_logout_ms
        self.phones = PhoneBook(self._db)
        self.messages = MessageLog(self._db)
        self.devices = DeviceRegistry(self._db)
        self.hub = Hub()
        self.faults = FaultBoard()
        self.exchange = Exchange(self.phones, self.messages, self.devices, self.hub, self.faults)
        self.actions = Actions(self.exchange)
        self.pairing = Pairing(self.exchange, qr_seconds)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside together; undo it when it raises."""
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def admit(self, page: PageConnection, device: Device) -> None:
        """Let a page speak for a device; an older page of the device gets CONFLICT, as the newest connection wins."""
        blocked = self.faults.find("block", device.number, device.id)
        if blocked:
            page.send({"t": "block", "mode": blocked.params["mode"]})
            return
        if self.faults.find("offline", device.number, device.id):
            page.close()
            return
        older = self.hub.of_device(device.id)
        if older and older is not page:
            self.supersede(older)
        page.device = device
        phone = self.phones.get(device.number)
        page.send({"t": "welcome", "me": f"{phone.number}@c.us", "lid": f"{phone.lid}@lid", "name": phone.name})

    def supersede(self, page: PageConnection) -> None:
        """Take a page's device from it: it shows that WhatsApp is open elsewhere."""
        page.device, page.ready = None, False
        page.send({"t": "block", "mode": "CONFLICT"})

    def unlink(self, device: Device, reason: str) -> None:
        """Log a device out; its page is told now, or when it connects again."""
        page = self.hub.of_device(device.id)
        self.devices.unlink(device.id)
        if page:
            page.device, page.ready = None, False
            page.send({"t": "logout", "reason": reason})
        self.hub.publish({"type": "devices"})

    def catch_up(self) -> None:
        """Send pages what was withheld from them, unless they are still deaf."""
        for page in self.hub.pages:
            self.exchange.catch_up(page)

    def strike(self, fault: Fault) -> int:
        """Make a fault felt on the pages that are open now; returns on how many."""
        pages = list(self.hub.matching(fault.target))
        for page in pages:
            self._strike(fault, page)
        return len(pages)

    def _strike(self, fault: Fault, page: PageConnection) -> None:
        kind = fault.kind
        if kind in {"disconnect", "offline"}:
            page.close()
        elif kind in {"freeze", "crash", "hang_sends", "reload", "update"}:
            page.send({"t": "do", "what": kind, "ms": fault.params.get("ms", 0)})
        elif kind == "half_open":
            page.drop_unsent()
            page.dead = True
        elif kind == "conflict":
            self.supersede(page)
        elif kind == "block":
            page.send({"t": "block", "mode": fault.params["mode"]})
        elif kind == "logout" and page.device:
            self.unlink(page.device, fault.params["reason"])


WORLD = web.AppKey("world", World)
