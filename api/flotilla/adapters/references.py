"""References: what stands for an event that is too large to travel."""

import json
from typing import Any

MAX_PAYLOAD = 100 * 1024
"""Bytes. EventBridge and API Gateway take little more in one piece."""

_IDS = ("id", "bot_id", "lead_id", "chat_id")


def travelling(envelope: dict[str, Any]) -> dict[str, Any]:
    """The envelope; if it is over 100 KB, of each thing in it only the ids are left, and `reference` is true."""
    if size_of(envelope) <= MAX_PAYLOAD:
        return envelope
    things = {name: thing for name, thing in envelope["data"].items() if isinstance(thing, dict)}
    data = {name: {part: thing[part] for part in _IDS if part in thing} for name, thing in things.items()}
    return {**envelope, "data": data, "reference": True}


def as_json(value: Any) -> str:
    """Compact JSON."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def size_of(value: Any) -> int:
    """Bytes of its compact JSON."""
    return len(as_json(value).encode())
