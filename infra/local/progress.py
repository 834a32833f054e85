"""What is under way while a person waits, several things at a time. Standard library only."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LIVE_SECONDS, LOGGED_SECONDS = 0.5, 10.0


class Progress:
    """On a terminal one line that changes in place; elsewhere, as in a log, a line every ten seconds."""

    def __init__(self) -> None:
        self._under_way: dict[object, Callable[[], str]] = {}
        self._lock = threading.Lock()
        self._live = sys.stdout.isatty()
        self._width = 0

    def say(self, text: str) -> None:
        """Print a line that stays."""
        with self._lock:
            self._clear()
            print(text, flush=True)

    @contextmanager
    def showing(self, title: str, counted: Callable[[], str] = str) -> Iterator[None]:
        """Show the title with what `counted` says and the seconds since now, until the block ends."""
        key, begun = object(), time.monotonic()
        with self._lock:
            self._under_way[key] = lambda: f"{title}{counted()}, {time.monotonic() - begun:.0f} s"
        try:
            yield
        finally:
            with self._lock:
                del self._under_way[key]

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Refresh what is shown until the block ends."""
        done = threading.Event()
        thread = threading.Thread(target=self._tick, args=(done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
            self._clear()

    def _tick(self, done: threading.Event) -> None:
        while not done.wait(LIVE_SECONDS if self._live else LOGGED_SECONDS):
            with self._lock:
                shown = "    " + "; ".join(text() for text in self._under_way.values())
                if self._under_way:
                    print(shown.ljust(self._width), end="\r" if self._live else "\n", flush=True)
                    self._width = len(shown) if self._live else 0

    def _clear(self) -> None:
        if self._width:
            print(" " * self._width, end="\r", flush=True)
            self._width = 0
