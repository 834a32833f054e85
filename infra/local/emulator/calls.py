"""Calls of functions that come due in the same second: one after the other, as long as they are quick.

MiniStack starts a process for every call that finds none idle. AWS has machines for that; here eight schedules of the
same second were eight processes that load the same code on the same two processors, and ran half a minute late. One
that has loaded its code runs a schedule in a tenth of a second.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from typing import Any

from infra.local.emulator import guard

#: Seconds that the next call waits for the one before it: what takes longer holds up nobody.
PATIENCE_SECONDS = 1.0

_here = threading.local()


class Line:
    """Calls that wait for each other."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._work, daemon=True, name="flotilla-calls").start()

    def add(self, call: Callable[[], None]) -> None:
        """Have it called soon; returns at once. A call that raises has ended."""
        self._calls.put(call)

    def _work(self) -> None:
        while True:
            running = threading.Thread(target=_run, args=(self._calls.get(),), daemon=True)
            running.start()
            running.join(self._patience)


def apply() -> None:
    """Have functions that are called in a line waited for, where MiniStack leaves each to a thread of its own."""
    events = guard.private("services.eventbridge", "_dispatch_to_lambda")
    functions = guard.private(
        "services.lambda_svc", "_get_func_record_for_ref", "_execution_record_for_config",
        "_execute_function_with_config_scope",
    )  # fmt: skip
    guard.takes(events, "_dispatch_to_lambda", "arn", "payload")
    guard.takes(functions, "_get_func_record_for_ref", "function_ref")
    guard.takes(functions, "_execution_record_for_config", "func", "config")
    guard.takes(functions, "_execute_function_with_config_scope", "func", "event")
    original = events._dispatch_to_lambda

    def dispatch(arn: str, payload: str) -> None:
        function, config, _ = functions._get_func_record_for_ref(arn)
        if not getattr(_here, "in_line", False) or not function or not config:
            original(arn, payload)
            return
        record: Any = functions._execution_record_for_config(function, config)
        functions._execute_function_with_config_scope(record, json.loads(payload))

    events._dispatch_to_lambda = dispatch  # type: ignore[attr-defined]  # Replaced on purpose.


def _run(call: Callable[[], None]) -> None:
    _here.in_line = True
    call()
