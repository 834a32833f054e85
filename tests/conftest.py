"""The order of the kinds of tests: what is quick and precise first, a real browser last.

Playwright's synchronous API keeps an event loop running in the main thread until the end; nothing asynchronous may
come after it.
"""

import pytest
from hypothesis import HealthCheck, settings

# How long a busy machine takes to think of an example says nothing about the code that is tested with it.
settings.register_profile("flotilla", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("flotilla")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stable sort: unmarked tests, then end to end, then browser."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 2
    return 1 if item.get_closest_marker("e2e") else 0
