"""Labelled conversations: what customers write, and what they thereby told of themselves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
PARTS = {"tuned": HERE / "tuned.jsonl", "kept apart": HERE / "kept_apart.jsonl"}
"""The rules may be tuned on the first part; the other one only tells whether that generalises.

Each batch of the other part (by the beginning of its ids) was written before anything was measured on it, and measured
once before its mistakes were looked at. What was got wrong then was mended only where a rule was at fault.
"""


@dataclass(frozen=True)
class Conversation:
    """`say`: the customer's messages, each answered before the next; `expect`: the fields at the end."""

    id: str
    chat: str
    say: tuple[str, ...]
    expect: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    wants_person: bool = False


def load(part: str) -> tuple[Conversation, ...]:
    """All conversations of a part."""
    lines = PARTS[part].read_text(encoding="utf-8").splitlines()
    raw = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        Conversation(**{**item, "say": tuple(item["say"]), "refused": tuple(item.get("refused", ()))}) for item in raw
    )
