"""Structured logs: one JSON object a line, with runner and bot; never numbers, names or texts of customers."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from flotilla.domain.ids import BotId, MessageId, RunnerId, TenantId

_correlation: ContextVar[MessageId | None] = ContextVar("correlation", default=None)
_bot: ContextVar[tuple[TenantId, BotId] | None] = ContextVar("bot", default=None)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Time, level, message, runner, tenant and bot, and what the call passed as `extra`."""

    def __init__(self, runner: RunnerId) -> None:
        super().__init__()
        self._runner = runner

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "time": at.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "runner": self._runner,
        }
        context = _bot.get()
        if context is not None:
            line["tenant"], line["bot"] = context
        if (correlation := _correlation.get()) is not None:
            line["correlation_id"] = correlation
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def set_up_logs(runner: RunnerId, stream: TextIO = sys.stdout) -> None:
    """Log everything from INFO on to the stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter(runner))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # These tell of every request, at a level meant for whoever debugs them.
    for noisy in ("botocore", "boto3", "urllib3", "websockets", "asyncio", "pynamodb"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def speak_of(tenant: TenantId, bot: BotId) -> None:
    """Name the bot in all that the running task, and tasks it starts, log from now on."""
    _bot.set((tenant, bot))


def speak_about(correlation: MessageId) -> None:
    """Name what set it off in all that the running task logs from now on: a customer's message, by its id."""
    _correlation.set(correlation)
