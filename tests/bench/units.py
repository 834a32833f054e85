"""Write and read units, as DynamoDB counts them: what each call says that it consumed.

The emulator counts writes as AWS does (by size, per index, double in transactions, as measured there); for reads it
counts one half or one unit a call, whatever was read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flotilla.bootstrap.installation import Installation

_READS = ("GetItem", "Query", "BatchGetItem", "Scan", "TransactGetItems")


@dataclass
class Units:
    """What was consumed while it counted, and by which operations (in their order)."""

    write: float = 0.0
    read: float = 0.0
    calls: list[tuple[str, float]] = field(default_factory=list)

    def note(self, operation: str, answer: dict[str, Any]) -> None:
        """Add what a call's answer says."""
        consumed = answer.get("ConsumedCapacity") or []
        parts = consumed if isinstance(consumed, list) else [consumed]
        units = sum(float(part.get("CapacityUnits", 0)) for part in parts)
        self.calls.append((operation, units))
        if operation in _READS:
            self.read += units
        else:
            self.write += units


@contextmanager
def counted(installation: Installation) -> Iterator[Units]:
    """Count what this process consumes through the installation's tables while the block runs."""
    units = Units()
    events = installation._database._connection.client.meta.events

    def note(model: Any, parsed: dict[str, Any], **_: Any) -> None:
        units.note(model.name, parsed)

    events.register("after-call.dynamodb", note)
    try:
        yield units
    finally:
        events.unregister("after-call.dynamodb", note)
