"""Streams over a restart: what nobody has read yet is kept, and counting goes on where it was.

MiniStack keeps how far each function has read a table's stream, but not the stream: after a restart it counts its
records from nothing, and gives a function none until there are as many as it had read before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from infra.local.emulator import guard

State = dict[str, Any]

#: What is added to the state that MiniStack keeps of tables: records by table, and how many came before them.
RECORDS, BEFORE = "flotilla_stream_records", "flotilla_stream_before"


def apply() -> None:
    """Have unread records kept with the tables; call before state is loaded."""
    tables = guard.private(
        "services.dynamodb", "get_state", "load_persisted_state", "_stream_records", "_stream_trimmed", "_tables"
    )
    functions = guard.private("services.lambda_svc", "load_persisted_state", "_dynamodb_stream_positions", "_esms")
    for module in (tables, functions):
        guard.takes(module, "load_persisted_state", "data")
    streams = _Streams(tables, functions)
    get_state = tables.get_state
    tables.get_state = lambda: {**get_state(), **streams.unread()}  # type: ignore[attr-defined]  # Replaced on purpose.
    _after(tables, streams.restore)
    _after(functions, lambda _: streams.functions_are_loaded())


def _after(module: Any, then: Callable[[State], None]) -> None:
    load = module.load_persisted_state

    def load_and_then(data: State) -> Any:
        loaded = load(data)
        then(data)
        return loaded

    module.load_persisted_state = load_and_then


class _Streams:
    """The streams of all tables, and how far functions have read them; places are counted from a stream's beginning."""

    def __init__(self, tables: Any, functions: Any) -> None:
        self._tables = tables
        self._functions = functions
        self._loaded: set[str] = set()

    def unread(self) -> State:
        """Of each stream the records that a function has still to be given."""
        kept, before = type(self._tables._stream_records)(), type(self._tables._stream_trimmed)()
        for key, records in list(self._tables._stream_records._data.items()):
            first = self._tables._stream_trimmed._data.get(key, 0)
            end = first + len(records)
            read = min((place for _, place in self._readers(key)), default=end)
            place = min(max(read, first), end)
            kept._data[key] = records[place - first :]
            before._data[key] = place
        return {RECORDS: kept, BEFORE: before}

    def restore(self, state: State) -> None:
        """Take up what was kept."""
        for name, store in ((RECORDS, self._tables._stream_records), (BEFORE, self._tables._stream_trimmed)):
            if name in state:
                store.update(state[name])
        self._align("tables")

    def functions_are_loaded(self) -> None:
        """How far functions have read is known now."""
        self._align("functions")

    def _align(self, loaded: str) -> None:
        """Nobody has read further than to the end: the two are not saved at the same moment."""
        self._loaded.add(loaded)
        if self._loaded != {"tables", "functions"}:
            return
        places = self._functions._dynamodb_stream_positions._data
        for key in self._tables._tables._data:
            end = self._tables._stream_trimmed._data.get(key, 0) + len(self._tables._stream_records._data.get(key, ()))
            for reader, place in self._readers(key):
                places[reader] = min(place, end)

    def _readers(self, key: tuple[str, str, str]) -> list[tuple[tuple[str, str, str], int]]:
        """Who reads a table's stream, and how far each has come."""
        stream = self._tables._tables._data.get(key, {}).get("LatestStreamArn")
        places = self._functions._dynamodb_stream_positions._data
        mappings = list(self._functions._esms._data.items())
        return [(one, places[one]) for one, it in mappings if it.get("EventSourceArn") == stream and one in places]
