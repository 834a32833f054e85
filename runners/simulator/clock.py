"""The simulator's clock."""

import time


def now_ms() -> int:
    """Epoch time in milliseconds."""
    return time.time_ns() // 1_000_000
