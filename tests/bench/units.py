"""Write and read units, as DynamoDB counts them: what each call says that it consumed.

The emulator counts writes as AWS does (by size, per index, double in transactions, as measured there); for reads it
counts one half or one unit a call, whatever was read.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flotilla.bootstrap.installation import Installation
from flotilla.domain.bots import Bot
from flotilla.domain.chats import TurnRef
from flotilla.domain.ids import ChatId, MessageId, RunnerId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from tests.bench.report import line, section
from tests.contract.adapters.emulator import KEYS, emulated_aws, provision
from tests.contract.adapters.samples import World

_READS = ("GetItem", "Query", "BatchGetItem", "Scan", "TransactGetItems")
TEXTS = (
    "Hi, what do you have for a small shop?",
    "I'm Ana Souza, ana@example.com, I live in Recife, +55 81 99999-1234",
    "Thanks! When can somebody call me?",
)
"""What a customer writes: a greeting, all fields at once, and something after."""


@dataclass
class Units:
    """What was consumed while it counted, and by which operations (in their order)."""

    write: float = 0.0
    read: float = 0.0
    entries: int = 0
    calls: list[tuple[str, float]] = field(default_factory=list)

    def note(self, operation: str, answer: dict[str, Any]) -> None:
        """Add what a call's answer says."""
        if operation == "SendMessage":
            self.entries += 1
            return
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
    """Count what this process consumes, of the tables and of the queue of turns, while the block runs."""
    units = Units()
    queue: Any = installation.turn_queue
    clients = (installation._database._connection.client, queue._client)

    def note(model: Any, parsed: dict[str, Any], **_: Any) -> None:
        units.note(model.name, parsed)

    for client in clients:
        client.meta.events.register("after-call", note)
    try:
        yield units
    finally:
        for client in clients:
            client.meta.events.unregister("after-call", note)


def measure() -> None:
    """Let a customer write three messages, answer each, and print what that took."""
    os.environ.update(KEYS)
    with tempfile.TemporaryDirectory() as directory, emulated_aws(Path(directory)) as endpoint:
        installation = Installation(provision(endpoint))
        world = World(installation.ids)
        bot = world.a_bot(burst_window_ms=0)
        installation.tenants.add(world.a_tenant())
        installation.bots.add(world.tenant, bot)
        section("DynamoDB units and queue entries (one more entry, in `events`, for each inbound message)")
        for number, text in enumerate(TEXTS):
            heard, replied, sent = converse(installation, bot, world.chat_id, text)
            _print("a customer's message" if number else "a customer's first message", heard)
            _print("the reply to it", replied)
            _print("its claim and its first tick", sent)


def converse(core: Installation, bot: Bot, chat_id: ChatId, text: str) -> tuple[Units, Units, Units]:
    """A customer writes, the bot answers, a runner sends: what each of the three took."""
    with counted(core) as heard:
        core.receive_message(_inbound(core, bot, chat_id, text))
    chat = core.conversations.find_chat(bot.tenant, bot.id, chat_id)
    if chat is None or chat.turn is None:
        raise RuntimeError("The message opened no turn.")
    with counted(core) as replied:
        core.answer_turn(TurnRef(bot.tenant, bot.id, chat_id, chat.turn.id, chat.turn.upto))
    return heard, replied, _send(core, bot)


def _inbound(core: Installation, bot: Bot, chat: ChatId, text: str) -> Inbound:
    now = core.clock.now().timestamp()
    message = MessageId(f"3A{core.ids.new()[8:]}")
    kind = (InboundKind.MESSAGE, Origin.LIVE, False, "text", text)
    return Inbound(bot.tenant, bot.id, chat, message, *kind, int(now), int(now * 1000), push_name="Ana (sample)")


def _send(core: Installation, bot: Bot) -> Units:
    seen = core.leases.find(bot.tenant, bot.id)
    lease = seen or core.leases.acquire(bot.tenant, bot.id, RunnerId("bench"), seen=None)
    waiting = core.conversations.outbox(bot.tenant, bot.id)
    if lease is None or len(waiting) != 1:
        raise RuntimeError("Not one reply waits to be sent.")
    with counted(core) as sent:
        claimed = core.claim_message(waiting[0], lease)
        if claimed is None:
            raise RuntimeError("The reply can't be claimed.")
        core.record_send(claimed, ack=1, fence=lease.fence)
    return sent


def _print(what: str, units: Units) -> None:
    entries = f", {units.entries} queue entries" if units.entries else ""
    line(what, f"{units.write:.0f} write, {units.read:.1f} read{entries} ({len(units.calls)} calls)")
