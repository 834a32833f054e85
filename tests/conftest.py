"""The order of the kinds of tests: what is quick and precise first, a real browser last; and which get a second try.

Playwright's synchronous API keeps an event loop running in the main thread until the end; nothing asynchronous may
come after it.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long a busy machine takes to think of an example says nothing about the code that is tested with it.
settings.register_profile("flotilla", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("flotilla")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stable sort: unmarked tests, then end to end, then browser."""
    items.sort(key=_rank)
    for item in items:
        if _waits_for_other_processes(item.path) and item.get_closest_marker("accounts") is None:
            item.add_marker(pytest.mark.flaky(reruns=1))


def _rank(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 2
    return 1 if item.get_closest_marker("e2e") else 0


TESTS = Path(__file__).parent
WITH_A_CHROMIUM_OR_A_STACK = tuple(TESTS / part for part in ("e2e", "browser", "contract/runner", "contract/bridge"))


def _waits_for_other_processes(path: Path) -> bool:
    """Whether a test's outcome also hangs on how busy the machine is (decision 99)."""
    return any(path.is_relative_to(part) for part in WITH_A_CHROMIUM_OR_A_STACK)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a first try failed: a race that shows itself once a day is told by nothing else."""
    first_tries = terminalreporter.stats.get("rerun", [])
    if first_tries:
        terminalreporter.section("why first tries failed")
    for report in first_tries:
        terminalreporter.write_sep("_", report.nodeid)
        terminalreporter.write_line(report.longreprtext)
