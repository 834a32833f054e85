"""The numbers of a session's newest probe, as part of its lease."""

from dataclasses import asdict

from flotilla.adapters.dynamodb.values import Item, read_time, write_time
from flotilla.domain.health import Health, Load, Losses, Profile, Vitals


def write_health(health: Health | None) -> Item | None:
    """The probe as a map; nothing where there was none."""
    return {**asdict(health), "at": write_time(health.at)} if health is not None else None


def read_health(item: Item | None) -> Health | None:
    """The probe in a lease's item."""
    if item is None:
        return None
    return Health(
        at=read_time(item["at"]),
        socket_state=item.get("socket_state"),
        stream_mode=item.get("stream_mode"),
        stream_info=item.get("stream_info"),
        answer_ms=item["answer_ms"],
        vitals=Vitals(**item["vitals"]),
        load=Load(**item["load"]),
        echoes_lost=item["echoes_lost"],
        memory_bytes=item.get("memory_bytes"),
        losses=Losses(**item.get("losses", {})),
        profile=Profile(**item["profile"]) if item.get("profile") is not None else None,
    )
