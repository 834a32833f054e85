"""Two runner processes: the one that holds a bot goes, and the other one answers the bot's customers."""

import signal
from collections.abc import Iterator

import pytest

from tests.e2e.client import Phone, linked_bot
from tests.e2e.runners import Runners
from tests.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

WITHIN_SECONDS = 60


@pytest.fixture
def runners(stack: Stack) -> Iterator[Runners]:
    """Two of them: one holds the bot, and the other one is its warm spare."""
    fleet = Runners(stack)
    linked_bot(stack)
    fleet.want(2)
    yield fleet
    fleet.want(1)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "drained"])
def test_a_spare_takes_over_within_a_minute_and_without_a_new_scan(
    stack: Stack, runners: Runners, how: signal.Signals
) -> None:
    api, bot = linked_bot(stack)
    customer = Phone.make(stack, f"5511966670{how:03d}", "Left alone (sample)")
    took = runners.take_over(api, bot, customer, how, within=WITHIN_SECONDS)
    assert "SCAN_QR_CODE" not in took.states
    assert took.states[-1] == "WORKING"
