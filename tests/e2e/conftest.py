"""The stack that the end-to-end tests share."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.permissions import DESELECTED
from tests.stack import Stack, running_stack

GRACE = timedelta(seconds=50)
"""What is overdue by more is missed: less than the minute that lies between two schedules."""

#: What looks at all that the others made, in its order.
LAST = ("test_used_permissions.py",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stable sort: those of this folder that run last come last."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    path = Path(item.path)
    return 1 + LAST.index(path.name) if path.parent == Path(__file__).parent and path.name in LAST else 0


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Remember that only a part of this folder runs."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.config.stash[DESELECTED] = item.config.stash.get(DESELECTED, 0) + 1


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """One local stack for all end-to-end tests of a run. It starts empty but for its seed."""
    with running_stack("e2e", 4766, SCHEDULE_GRACE_SECONDS=f"{GRACE.total_seconds():.0f}") as running:
        yield running
