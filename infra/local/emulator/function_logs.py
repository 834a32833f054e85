"""What functions write, in one file as it happens, and no more of it in memory than anyone reads.

MiniStack opens a log stream per call, keeps all of them for ever, and drops what functions behind a WebSocket write.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.local.emulator import guard

#: Log streams kept per function: one per call.
STREAMS_KEPT = 300


def apply(file: Path) -> None:
    """Copy every function's output to a file, and forget old log streams."""
    runtime = guard.private("core.lambda_runtime", "Worker")
    functions = guard.private("services.lambda_svc", "_emit_lambda_logs")
    logs = guard.private("services.cloudwatch_logs", "_log_groups")
    _copy(runtime.Worker, Journal(file))
    original = functions._emit_lambda_logs

    def emit(*arguments: Any, **named: Any) -> None:
        original(*arguments, **named)
        for group in list(logs._log_groups._data.values()):
            _forget_old(group["streams"])

    functions._emit_lambda_logs = emit  # type: ignore[attr-defined]  # Replaced on purpose.


def _copy(worker: Any, journal: Journal) -> None:
    original = worker.invoke

    def invoke(self: Any, event: Any, request_id: str, **named: Any) -> Any:
        answer = original(self, event, request_id, **named)
        journal.write(self.func_name, answer)
        return answer

    worker.invoke = invoke


def _forget_old(streams: dict[str, Any]) -> None:
    # Dicts keep the order in which streams were opened.
    for name in list(streams)[:-STREAMS_KEPT]:
        streams.pop(name, None)


class Journal:
    """The file."""

    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, threading.Lock()

    def write(self, function: str, answer: dict[str, Any]) -> None:
        """Append what one call wrote, and how it failed if it did."""
        lines = str(answer.get("log") or "").splitlines()
        if answer.get("status") == "error":
            lines += [f"failed: {answer.get('error')}", *str(answer.get("trace") or "").splitlines()]
        if not lines:
            return
        # The name that CloudFormation gave it, without the stack's name and the random end.
        name = function.split("-")[1] if function.count("-") >= 2 else function
        now = datetime.now(UTC).strftime("%H:%M:%S.%f")[:-3]
        with self._lock, self._file.open("a") as out:
            out.writelines(f"{now} {name}: {line}\n" for line in lines)
