"""Event source mappings: queues and streams polled apart, and FIFO groups handled in parallel.

MiniStack polls both in one thread and waits in it for the stream's function, so a slow stream consumer delays every
queue; and it runs one FIFO batch at a time over all groups. AWS does neither.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from infra.local.emulator import guard

logger = logging.getLogger("flotilla.pollers")

#: Batches of one FIFO queue in flight at once. MiniStack never hands out a group that has a message in flight,
#: so the order within a group stays, whatever this number is.
FIFO_CONCURRENCY = 8

#: Seconds between looks at a queue that nobody announced anything for: delayed messages become visible silently.
IDLE_SECONDS = 0.1


class Fanout(threading.Event):
    """The "something happened" signal, passed on to each poller.

    Each poller clears its own event: with one event for both, the first to clear it would rob the other.
    """

    def __init__(self, listeners: list[threading.Event]) -> None:
        super().__init__()
        self._listeners = listeners

    def set(self) -> None:
        """Wake every poller."""
        for listener in self._listeners:
            listener.set()


def apply() -> None:
    """Replace MiniStack's poll loop by one thread for queues and one for streams."""
    lambda_svc = guard.private(
        "services.lambda_svc", "_sqs_esm_concurrency", "_poll_loop", "_poll_sqs", "_poll_kinesis",
        "_poll_dynamodb_streams", "_ensure_poller", "_esm_wake",
    )  # fmt: skip
    guard.takes(lambda_svc, "_sqs_esm_concurrency", "esm", "func_rec", "config", "queue")
    guard.takes(lambda_svc, "_poll_loop")
    _parallel_groups(lambda_svc)
    queues, streams = threading.Event(), threading.Event()
    _fan_out_wakes(Fanout([queues, streams]))

    def poll_both() -> None:
        """Stand in for MiniStack's loop: keep its thread for the queues, start one for the streams."""
        threading.Thread(
            target=_loop, args=("streams", lambda_svc._poll_dynamodb_streams, streams), daemon=True
        ).start()
        _loop("queues", lambda_svc._poll_sqs, queues)

    lambda_svc._poll_loop = poll_both  # type: ignore[attr-defined]  # A module's attribute, replaced on purpose.


def _parallel_groups(lambda_svc: Any) -> None:
    original = lambda_svc._sqs_esm_concurrency

    def concurrency(esm: Any, func_rec: Any, config: Any, queue: Any = None) -> int:
        if (queue or {}).get("is_fifo"):
            limit = (esm.get("ScalingConfig") or {}).get("MaximumConcurrency")
            return int(limit or FIFO_CONCURRENCY)
        return int(original(esm, func_rec, config, queue))

    lambda_svc._sqs_esm_concurrency = concurrency


def _fan_out_wakes(fanout: Fanout) -> None:
    # The services imported the event by name, so the object stays and only its method changes.
    event = guard.private("core.concurrency", "esm_wake").esm_wake
    event.set = fanout.set


def _loop(name: str, poll: Callable[[], bool], wake: threading.Event) -> None:
    while True:
        wake.clear()
        try:
            if poll():
                continue
        except Exception:
            # The poller must outlive whatever one mapping does; MiniStack's own loop does the same.
            logger.exception("The %s poller met an error", name)
        wake.wait(IDLE_SECONDS)
