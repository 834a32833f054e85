"""Linked devices and the queue of events that each has not acknowledged yet."""

import json
import secrets
import sqlite3

from simulator.clock import now_ms
from simulator.model import Device, Json


def _device(row: sqlite3.Row) -> Device:
    return Device(row["id"], row["number"], row["token"], row["created_ms"])


class DeviceRegistry:
    """Devices of all phones; their queues survive the page and the simulator."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def link(self, number: str) -> Device:
        """Create a device for a phone."""
        device = Device(f"dev_{secrets.token_hex(4)}", number, secrets.token_urlsafe(24), now_ms())
        row = (device.id, device.number, device.token, device.created_ms)
        self._db.execute("INSERT INTO devices (id, number, token, created_ms) VALUES (?, ?, ?, ?)", row)
        return device

    def unlink(self, device_id: str) -> None:
        """Forget a device and its queue."""
        self._db.execute("DELETE FROM devices WHERE id = ?", (device_id,))
        self._db.execute("DELETE FROM queue WHERE device_id = ?", (device_id,))

    def by_token(self, token: str) -> Device | None:
        """Find a device by its credential."""
        row = self._db.execute("SELECT * FROM devices WHERE token = ?", (token,)).fetchone()
        return _device(row) if row else None

    def of(self, number: str) -> list[Device]:
        """List the devices of a phone, oldest first."""
        rows = self._db.execute("SELECT * FROM devices WHERE number = ? ORDER BY created_ms", (number,))
        return [_device(row) for row in rows]

    def all(self) -> list[Device]:
        """List all devices, oldest first."""
        return [_device(row) for row in self._db.execute("SELECT * FROM devices ORDER BY created_ms")]

    def enqueue(self, device_id: str, event: Json) -> int:
        """Keep an event for a device until it says done; returns its sequence number."""
        done = self._db.execute("INSERT INTO queue (device_id, event) VALUES (?, ?)", (device_id, json.dumps(event)))
        return int(done.lastrowid or 0)

    def queued(self, device_id: str) -> list[tuple[int, Json]]:
        """List what a device has not acknowledged, in order."""
        rows = self._db.execute("SELECT seq, event FROM queue WHERE device_id = ? ORDER BY seq", (device_id,))
        return [(row["seq"], json.loads(row["event"])) for row in rows]

    def backlog(self, device_id: str) -> int:
        """Count what a device has not acknowledged."""
        row = self._db.execute("SELECT count(*) AS waiting FROM queue WHERE device_id = ?", (device_id,)).fetchone()
        return int(row["waiting"])

    def done(self, device_id: str, seqs: list[int]) -> None:
        """Drop what a device acknowledged."""
        pairs = [(device_id, seq) for seq in seqs]
        self._db.executemany("DELETE FROM queue WHERE device_id = ? AND seq = ?", pairs)
