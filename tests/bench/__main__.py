"""`make bench`: the figures that the README quotes, each measured here and now."""

import os

from tests.bench import brain, comparison, package, pages, replies, schedules, sessions, takeover, units
from tests.bench.extraction import __main__ as extraction
from tests.stack import fresh_stack


def main() -> None:
    """Measure the package, then a fresh local stack of its own."""
    package.measure()
    units.measure()
    comparison.measure()
    brain.measure()
    extraction.main()
    stack = fresh_stack("bench-stack", int(os.environ.get("BENCH_PORT", "4866")), BURST_WINDOW_MS="0")
    stack.start()
    try:
        replies.measure(stack)
        pages.measure(stack)
        schedules.measure(stack)
        takeover.measure(stack)
        sessions.measure(stack)
    finally:
        stack.stop()


if __name__ == "__main__":
    main()
