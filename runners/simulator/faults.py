"""Faults that tests and people switch on: what WhatsApp, the network and browsers do on bad days."""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import RefusalError
from simulator.model import Json

# Each kind with the parameters it takes, and their defaults.
KINDS: dict[str, Json] = {
    "drop_acks": {"levels": [1, 2, 3], "chat": ""},
    "delay_acks": {"levels": [1, 2, 3], "ms": 1000},
    "refuse_sends": {"code": "refused", "text": "the server refused the message"},
    "lose_sends": {},
    "delay_delivery": {"ms": 1000},
    "deaf": {},
    "duplicate_delivery": {},
    "ciphertext": {"upgrade_ms": 500},
    "offline": {},
    "no_qr": {},
    "block": {"mode": "TOS_BLOCK"},
    "ballast": {"modules": 13000},
    "slow_boot": {"ms": 2000},
    "storage": {},
    "page_down": {"status": 503},
}
# These happen once, to the pages that are open now.
ORDERS: dict[str, Json] = {
    "disconnect": {"ms": 0},
    "freeze": {"ms": 5000},
    "crash": {},
    "hang_sends": {},
    "reload": {},
    "update": {},
    "conflict": {},
    "logout": {"reason": "user_initiated"},
    "half_open": {},
}


@dataclass
class Fault:
    """A fault that is on. `count` is how often it still strikes, `until` (monotonic s) when it ends by itself."""

    id: str
    kind: str
    target: str | None
    params: Json
    count: int | None = None
    until: float | None = None
    struck: int = field(default=0)

    def to_json(self) -> Json:
        """Render for the control API; `seconds` is the time left."""
        left = None if self.until is None else round(max(0.0, self.until - time.monotonic()), 3)
        view = {"id": self.id, "kind": self.kind, "target": self.target, "count": self.count, "seconds": left}
        return {**view, "struck": self.struck, **self.params}


class FaultBoard:
    """The faults that are on. They are forgotten when the simulator restarts."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._ids = itertools.count(1)

    def set(self, kind: str, target: str | None, params: Json, count: int | None, seconds: float | None) -> Fault:
        """Switch a fault on."""
        until = None if seconds is None else time.monotonic() + seconds
        fault = Fault(f"f{next(self._ids)}", kind, target, params, count, until)
        if kind in KINDS:
            self._faults.append(fault)
        return fault

    def active(self) -> list[Fault]:
        """List the faults that are on."""
        now = time.monotonic()
        self._faults = [f for f in self._faults if f.count != 0 and (f.until is None or f.until > now)]
        return list(self._faults)

    def find(self, kind: str, *targets: str | None) -> Fault | None:
        """Find a fault of a kind that is for everybody or for one of the targets (numbers, device ids)."""
        return next((f for f in self.active() if f.kind == kind and (f.target is None or f.target in targets)), None)

    def strike(self, kind: str, *targets: str | None) -> Fault | None:
        """Find a fault as `find` does, and count that it struck."""
        fault = self.find(kind, *targets)
        if fault:
            fault.struck += 1
            fault.count = None if fault.count is None else fault.count - 1
        return fault

    def clear(self, fault_id: str | None = None, target: str | None = None) -> int:
        """Switch faults off: one, those of a target, or all; returns how many."""
        kept = [f for f in self._faults if (fault_id and f.id != fault_id) or (target and f.target != target)]
        cleared = len(self._faults) - len(kept)
        self._faults = kept
        return cleared


def parameters(kind: str, body: Json) -> Json:
    """Take a kind's parameters from a request; raises RefusalError (422) for unknown kinds and wrong types."""
    defaults = KINDS.get(kind, ORDERS.get(kind))
    if defaults is None:
        known = ", ".join([*KINDS, *ORDERS])
        raise RefusalError(422, "bad_fault", f"`kind` {kind!r} is no fault. Known ones: {known}.")
    return {name: _parameter(name, body.get(name, default), default) for name, default in defaults.items()}


def _parameter(name: str, value: Any, default: Any) -> Any:
    if value is None and name == "upgrade_ms":
        return None
    if type(value) is not type(default) or (isinstance(value, int) and value < 0):
        raise RefusalError(422, "bad_fault", f"`{name}` must be like {default!r}.")
    return value
