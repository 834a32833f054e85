"""Fixtures that several kinds of tests share."""

import os
from collections.abc import Iterator

import pytest

from tests.stack import Stack, fresh_stack


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """One local stack for all end-to-end and browser tests of a run. It starts empty but for its seed.

    TEST_PORT and TEST_STACK (a folder's name in build/) keep several runs at a time apart.
    """
    name = os.environ.get("TEST_STACK", "test-stack")
    running = fresh_stack(name, int(os.environ.get("TEST_PORT", "4766")), BURST_WINDOW_MS="0")
    running.start()
    yield running
    running.stop()
