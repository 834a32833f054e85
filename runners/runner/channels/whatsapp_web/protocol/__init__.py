"""The bridge's protocol (`runners/bridge/src/protocol.ts`), and its translation into the channel's words."""

from runner.channels.whatsapp_web.protocol.answers import (
    WireChats,
    WireFile,
    WireHistory,
    WireLookup,
    WirePairingCode,
    WireSent,
    WireWarmed,
    read_answer,
    read_error,
)
from runner.channels.whatsapp_web.protocol.events import read_batch
from runner.channels.whatsapp_web.protocol.orders import write_order
from runner.channels.whatsapp_web.protocol.status import WireProbe

__all__ = [
    "WireChats",
    "WireFile",
    "WireHistory",
    "WireLookup",
    "WirePairingCode",
    "WireProbe",
    "WireSent",
    "WireWarmed",
    "read_answer",
    "read_batch",
    "read_error",
    "write_order",
]
