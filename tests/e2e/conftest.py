"""The stack that the end-to-end tests share."""

from collections.abc import Iterator

import pytest

from tests.stack import Stack, running_stack


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """One local stack for all end-to-end tests of a run. It starts empty but for its seed."""
    with running_stack("e2e", 4766) as running:
        yield running
