"""The token bucket and the schedule of lock-outs."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.limits import FREE_FAILURES, LONGEST_LOCK, Attempts, Bucket, lock_after, take, wait_for

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
steps = st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 12)), max_size=60)


@given(capacity=st.integers(1, 20), per_second=st.sampled_from([0.5, 1, 4, 50]), steps=steps)
def test_no_window_gives_more_than_the_bucket_and_what_flowed_in(
    capacity: int, per_second: float, steps: list[tuple[int, int]]
) -> None:
    bucket, now, full_at = Bucket(capacity, per_second), NOW, None
    taken: list[tuple[datetime, int]] = []
    for pause, cost in steps:
        now += timedelta(milliseconds=pause)
        after = take(bucket, full_at, now, cost)
        if after is not None:
            full_at = after
            taken.append((now, cost))
    for n, (first, _) in enumerate(taken):
        spent = 0
        for moment, cost in taken[n:]:
            spent += cost
            assert spent <= capacity + (moment - first).total_seconds() * per_second + 1e-3


@given(capacity=st.integers(1, 20), per_second=st.sampled_from([0.5, 1, 4, 50]), steps=steps)
def test_who_waits_as_long_as_told_gets_it(capacity: int, per_second: float, steps: list[tuple[int, int]]) -> None:
    bucket, now, full_at = Bucket(capacity, per_second), NOW, None
    for pause, wanted in steps:
        cost = min(wanted, capacity)
        now += timedelta(milliseconds=pause)
        after = take(bucket, full_at, now, cost)
        if after is None:
            assert full_at is not None
            now += timedelta(seconds=wait_for(bucket, full_at, now, cost))
            after = take(bucket, full_at, now, cost)
        assert after is not None
        full_at = after


@given(st.integers(0, 10_000))
def test_locks_double_from_a_minute_to_a_quarter_of_an_hour(failures: int) -> None:
    lock = lock_after(failures)
    assert (lock == timedelta()) == (failures <= FREE_FAILURES)
    assert lock <= LONGEST_LOCK
    assert lock_after(failures + 1) in (lock, lock * 2, timedelta(minutes=1), LONGEST_LOCK)


@given(st.lists(st.integers(0, 1200), max_size=40))
def test_at_most_five_guesses_pass_before_each_lock(pauses: list[int]) -> None:
    attempts, now, free = Attempts(), NOW, 0
    for pause in pauses:
        now += timedelta(seconds=pause)
        if attempts.seconds_locked(now):
            continue
        attempts = attempts.after_one_more(now)
        free += 1
        assert free <= FREE_FAILURES + 1 or attempts.locked_until is not None
