"""The tab that each copy of the function keeps: light use writes nothing, heavy use is counted whole."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.http.limits import BATCH, MAX_TABS, TenantLimit
from flotilla.domain.errors import RateLimitedError
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Principal, Role

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Counting:
    """The shared count: it notes what is taken, and refuses beyond `room`."""

    def __init__(self, room: int = 10**9) -> None:
        self.room = room
        self.taken: list[tuple[str, int]] = []

    def __call__(self, principal: Principal, number: int) -> None:
        if sum(n for _, n in self.taken) + number > self.room:
            raise RateLimitedError("No more.", retry_after=3)
        self.taken.append((principal.tenant, number))


def somebody(tenant: str = "tenant-1") -> Principal:
    return Principal(TenantId(tenant), UserId("user-1"), "sample@example.com", "Sample person", Role.EDITOR)


def test_heavy_use_is_settled_in_batches_and_counted_whole() -> None:
    shared = Counting()
    tested = TenantLimit(shared)
    for _ in range(10 * BATCH):
        tested.take(somebody(), NOON)
    assert shared.taken == [("tenant-1", BATCH)] * 10


def test_light_use_is_never_written_down() -> None:
    shared = Counting()
    tested = TenantLimit(shared)
    for second in range(100):
        tested.take(somebody(), NOON + timedelta(seconds=second))
    assert shared.taken == []


def test_a_refusal_is_told_until_its_time_is_over_without_asking_again() -> None:
    shared = Counting(room=BATCH)
    tested = TenantLimit(shared)
    for _ in range(2 * BATCH - 1):
        tested.take(somebody(), NOON)
    for later, wait in ((0.0, 3), (0.5, 3), (2.5, 1)):
        with pytest.raises(RateLimitedError) as refusal:
            tested.take(somebody(), NOON + timedelta(seconds=later))
        assert refusal.value.retry_after == wait
    tested.take(somebody(), NOON + timedelta(seconds=3))
    assert shared.taken == [("tenant-1", BATCH)]


def test_one_workspace_does_not_use_up_anothers() -> None:
    shared = Counting(room=0)
    tested = TenantLimit(shared)
    for _ in range(BATCH - 1):
        tested.take(somebody(), NOON)
    with pytest.raises(RateLimitedError):
        tested.take(somebody(), NOON)
    tested.take(somebody("tenant-2"), NOON)


def test_the_tabs_do_not_grow_without_end() -> None:
    tested = TenantLimit(Counting())
    for number in range(MAX_TABS + 10):
        tested.take(somebody(f"tenant-{number}"), NOON)
    assert len(tested._tabs) <= MAX_TABS
